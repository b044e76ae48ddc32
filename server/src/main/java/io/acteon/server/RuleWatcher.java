package io.acteon.server;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the rules directory and reloads once nothing in it has changed for half a second, so that
 * a checkout or an editor's save is one reload. Every entry counts, not only rule files: a mounted
 * configuration map changes by a link called {@code ..data}. One thread of its own.
 */
final class RuleWatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RuleWatcher.class);

  /** Quiet for this long means that whoever writes has finished. */
  private static final Duration QUIET = Duration.ofMillis(500);

  /** How often a directory that went away is looked for again. */
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final Path directory;
  private final Runnable reload;
  private final WatchService events;

  private RuleWatcher(Path directory, Runnable reload, WatchService events) {
    this.directory = directory;
    this.reload = reload;
    this.events = events;
  }

  /**
   * Begins to watch; {@code reload} is called from the watching thread and handles what goes wrong.
   */
  static RuleWatcher start(Path directory, Runnable reload) throws IOException {
    var watcher = new RuleWatcher(directory, reload, directory.getFileSystem().newWatchService());
    watcher.register();
    Thread.ofPlatform().daemon().name("rule-watcher").start(watcher::run);
    return watcher;
  }

  private WatchKey register() throws IOException {
    return directory.register(
        events,
        StandardWatchEventKinds.ENTRY_CREATE,
        StandardWatchEventKinds.ENTRY_MODIFY,
        StandardWatchEventKinds.ENTRY_DELETE);
  }

  private void run() {
    try {
      while (true) {
        boolean there = drop(events.take());
        for (WatchKey key = next(QUIET); key != null; key = next(QUIET)) {
          there &= drop(key);
        }
        if (!there) {
          LOG.error("the rules directory {} is gone; the rules loaded stay in force", directory);
          awaitDirectory();
        }
        reload.run();
      }
    } catch (ClosedWatchServiceException _) {
      // Closed: nothing more to watch.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable WatchKey next(Duration patience) throws InterruptedException {
    return events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Forgets what the key told; answers whether its directory is still there. */
  private static boolean drop(WatchKey key) {
    key.pollEvents();
    return key.reset();
  }

  private void awaitDirectory() throws InterruptedException {
    while (true) {
      try {
        register();
        LOG.info("the rules directory {} is back", directory);
        return;
      } catch (IOException _) {
        next(AGAIN);
      }
    }
  }

  @Override
  public void close() {
    try {
      events.close();
    } catch (IOException e) {
      LOG.warn("the rule watcher did not close cleanly", e);
    }
  }
}
