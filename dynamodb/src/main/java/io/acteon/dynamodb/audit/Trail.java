package io.acteon.dynamodb.audit;

import io.acteon.audit.AuditChain;
import java.util.Optional;

/** What reading and proving the trail takes. Thread-safe. */
record Trail(
    TableAccess table, TrailReader reader, CursorKey cursorKey, Optional<AuditChain> chain) {}
