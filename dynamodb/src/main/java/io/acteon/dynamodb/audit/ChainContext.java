package io.acteon.dynamodb.audit;

import io.acteon.crypto.Ed25519Private;
import io.acteon.crypto.Octets;
import io.acteon.time.TimeSource;
import java.time.Duration;
import java.util.Optional;

/**
 * What all chains of a trail share. Thread-safe.
 *
 * @param persistence how long a commit is tried before its records are given up or spooled
 */
record ChainContext(
    TableAccess table,
    TrailKeys keys,
    ScopeDirectory directory,
    CommitSender sender,
    Octets logId,
    Optional<Ed25519Private> key,
    Duration persistence,
    TimeSource time) {}
