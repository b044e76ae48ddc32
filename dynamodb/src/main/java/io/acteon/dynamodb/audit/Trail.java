package io.acteon.dynamodb.audit;

/** What reading the trail takes. Thread-safe. */
record Trail(TableAccess table, TrailReader reader, CursorKey cursorKey) {}
