package io.acteon.audit;

import io.acteon.store.Environment;
import io.acteon.store.Setting;
import io.acteon.store.Settings;
import io.acteon.time.Deadline;
import java.util.List;

/**
 * A kind of audit store that configuration can name; found by {@link java.util.ServiceLoader}, so
 * the module on the class path is the feature flag.
 */
public interface AuditBackend {

  /** The word for {@code [audit] backend}. */
  String name();

  /** The keys that may stand in {@code [audit]} with this backend. */
  List<Setting> settings();

  /** Whether hash chaining is guaranteed with this backend. */
  boolean canChain();

  /**
   * Opens the store.
   *
   * @throws io.acteon.store.StoreException when the store does not answer or is not fit, saying
   *     precisely what is wrong with it
   */
  AuditStore open(Settings settings, AuditMode mode, Environment environment);

  /**
   * Opens a trail that others write, to read and verify it: nothing is created, written or done in
   * the background, so that read access is enough. The store refuses every record.
   *
   * @throws io.acteon.store.StoreException when the store does not answer or is not fit
   */
  AuditStore openForReading(Settings settings, AuditMode mode, Environment environment);

  /** Creates or checks what the store needs; answers what was found and done, a sentence each. */
  List<String> migrate(Settings settings, Environment environment, Deadline deadline);
}
