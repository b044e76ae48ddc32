package io.acteon.simulator.engine;

import io.acteon.simulator.value.Item;
import io.acteon.simulator.value.JsonValues;
import io.acteon.simulator.value.Rejection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** DynamoDB's own errors, in its words. */
public final class Refusals {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Why one item of a transaction stood in its way; {@link #NONE} if it did not. */
  public record Reason(String code, @Nullable String message, @Nullable Item item) {
    public static final Reason NONE = new Reason("None", null, null);
    public static final Reason CONFLICT =
        new Reason("TransactionConflict", "Transaction is ongoing for the item", null);

    static Reason condition(@Nullable Item item) {
      return new Reason("ConditionalCheckFailed", "The conditional request failed", item);
    }

    static Reason of(Rejection rejection) {
      return new Reason("ValidationError", rejection.text(), null);
    }
  }

  private Refusals() {}

  static Rejection conditionFailed(@Nullable Item item) {
    String message = "The conditional request failed";
    if (item == null) {
      return Rejection.of("ConditionalCheckFailedException", message);
    }
    ObjectNode extra = JSON.objectNode();
    extra.set("Item", JsonValues.write(item));
    return Rejection.of("ConditionalCheckFailedException", message, extra);
  }

  public static Rejection transactionCanceled(List<Reason> reasons) {
    ArrayNode nodes = JSON.arrayNode();
    for (Reason reason : reasons) {
      ObjectNode node = nodes.addObject();
      node.put("Code", reason.code());
      if (reason.message() != null) {
        node.put("Message", reason.message());
      }
      if (reason.item() != null) {
        node.set("Item", JsonValues.write(reason.item()));
      }
    }
    ObjectNode extra = JSON.objectNode();
    extra.set("CancellationReasons", nodes);
    return Rejection.of(
        "TransactionCanceledException",
        "Transaction cancelled, please refer cancellation reasons for specific reasons ["
            + String.join(", ", reasons.stream().map(Reason::code).toList())
            + "]",
        extra);
  }

  /**
   * A transaction whose items are in conflict with others under way; if none is told, the first is
   * blamed.
   */
  public static Rejection conflicts(List<Boolean> items) {
    List<Reason> reasons = new ArrayList<>();
    for (boolean conflict : items) {
      reasons.add(conflict ? Reason.CONFLICT : Reason.NONE);
    }
    if (!items.contains(true)) {
      reasons.set(0, Reason.CONFLICT);
    }
    return transactionCanceled(reasons);
  }

  public static Rejection transactionConflict() {
    return Rejection.of("TransactionConflictException", "Transaction is ongoing for the item");
  }

  /** On-demand tables throttle with another name than provisioned ones. */
  static Rejection throttled(Database database, Charge charge) {
    Table table = database.find(charge.table());
    boolean onDemand = table == null || table.info().onDemand();
    ObjectNode reason = JSON.objectNode();
    reason.put(
        "reason",
        (charge.index() == null ? "Table" : "Index")
            + (charge.write() ? "Write" : "Read")
            + (charge.partition() == null
                ? "MaxOnDemandThroughputExceeded"
                : "KeyRangeThroughputExceeded"));
    reason.put(
        "resource",
        TableInfo.ARN_PREFIX
            + charge.table()
            + (charge.index() == null ? "" : "/index/" + charge.index()));
    ObjectNode extra = JSON.objectNode();
    extra.set("ThrottlingReasons", JSON.arrayNode().add(reason));
    return onDemand
        ? Rejection.of(
            "ThrottlingException",
            "Throughput exceeds the current throughput limit for your table or index. DynamoDB is automatically scaling your table or index so please try again shortly.",
            extra)
        : Rejection.of(
            "ProvisionedThroughputExceededException",
            "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.",
            extra);
  }
}
