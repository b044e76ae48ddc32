package io.acteon.audit;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A page of the trail; there is more exactly when {@code next} is present. Immutable.
 *
 * @param total how many match in all, on first pages only; exact up to 10,000, then that
 */
public record AuditPage(List<AuditRecord> records, OptionalLong total, Optional<String> next) {
  public AuditPage {
    records = List.copyOf(records);
  }
}
