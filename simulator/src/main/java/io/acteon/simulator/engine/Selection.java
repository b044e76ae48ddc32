package io.acteon.simulator.engine;

import io.acteon.simulator.expression.BoundCondition;
import io.acteon.simulator.expression.Projection;
import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.Rejection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a query or scan returns of the items it meets: nothing but their number, all, or parts. */
record Selection(boolean countOnly, @Nullable Projection projection) {
  static Selection of(
      JsonNode request,
      Table table,
      @Nullable IndexSchema index,
      @Nullable Projection projection,
      @Nullable BoundCondition filter) {
    String select =
        Members.findString(request, "Select") == null
            ? ""
            : Members.oneOf(
                request,
                "Select",
                "ALL_ATTRIBUTES",
                "ALL_PROJECTED_ATTRIBUTES",
                "SPECIFIC_ATTRIBUTES",
                "COUNT");
    if (projection != null && !select.isEmpty() && !select.equals("SPECIFIC_ATTRIBUTES")) {
      throw Rejection.validation(
          select.equals("COUNT")
              ? "Cannot specify the ProjectionExpression when choosing to get only the Count"
              : "Cannot specify the ProjectionExpression when choosing to get " + select);
    }
    if (projection == null && select.equals("SPECIFIC_ATTRIBUTES")) {
      throw Rejection.validation(
          "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES");
    }
    if (index == null && select.equals("ALL_PROJECTED_ATTRIBUTES")) {
      throw Rejection.validation(
          "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
    }
    if (index != null) {
      checkIndex(table, index, select, projection, filter);
    }
    return new Selection(select.equals("COUNT"), projection);
  }

  private static void checkIndex(
      Table table,
      IndexSchema index,
      String select,
      @Nullable Projection projection,
      @Nullable BoundCondition filter) {
    if (index.projected() == IndexSchema.Projected.ALL) {
      return;
    }
    if (select.equals("ALL_ATTRIBUTES")) {
      throw Rejection.validation(
          "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index %s because its projection type is not ALL"
              .formatted(index.name()));
    }
    Set<String> absent = new TreeSet<>();
    if (projection != null) {
      projection.paths().forEach(path -> absent.add(path.attribute()));
    }
    if (filter != null) {
      absent.addAll(filter.attributes());
    }
    absent.removeAll(index.projectedNames(table.keys()));
    if (!absent.isEmpty()) {
      throw Rejection.validation(
          "One or more parameter values were invalid: Global secondary index %s does not project %s"
              .formatted(index.name(), absent));
    }
  }

  Item of(Item item) {
    return projection == null ? item : projection.of(item);
  }
}
