package io.acteon.dynamodb.audit;

import io.acteon.crypto.Ed25519Private;
import io.acteon.crypto.Ed25519Public;
import io.acteon.crypto.Octets;
import io.acteon.time.TimeSource;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What all chains of a trail share. Thread-safe.
 *
 * @param trusted whose signatures count, our own included
 * @param checkpoints what is known of how far chains were; empty where nothing is signed
 * @param persistence how long a commit is tried before its records are given up or spooled
 */
record ChainContext(
    TableAccess table,
    TrailKeys keys,
    ScopeDirectory directory,
    CommitSender sender,
    Octets logId,
    String logOrigin,
    Optional<Ed25519Private> key,
    List<Ed25519Public> trusted,
    Optional<CheckpointItems> checkpoints,
    Duration persistence,
    SecureRandom random,
    TimeSource time) {}
