/**
 * What the state and the audit engine share on DynamoDB; not for users of the library.
 *
 * <p>Layers, from the wire up:
 *
 * <ul>
 *   <li>{@link io.acteon.dynamodb.internal.Connection}: one SDK client with the SDK's retries off,
 *       bounded in concurrency, its credentials and region resolved; measures the clock offset.
 *   <li>{@link io.acteon.dynamodb.internal.Attempts}: sends one frozen request until it has a
 *       definite answer or the deadline comes, and says whether an earlier attempt is still
 *       <em>open</em>, that is, may have been applied or may be applied yet. A {@link
 *       io.acteon.dynamodb.internal.Reply} is what comes of it: answered, refused, or lost.
 *   <li>{@link io.acteon.dynamodb.internal.ItemWrite}: the protocol of one write as a pure state
 *       machine: it yields the next request or the result, and is fed what the store said. It does
 *       no I/O and reads no clock, so the same object runs under {@link
 *       io.acteon.dynamodb.internal.Conversation} against a real store and under a model checker.
 *   <li>{@link io.acteon.dynamodb.internal.Stamps}: versions (a hybrid clock in microseconds) and
 *       operation ids; a {@link io.acteon.dynamodb.internal.Stamp} is frozen over the attempts of a
 *       request.
 *   <li>{@link io.acteon.dynamodb.internal.Expression}: a condition and an update, made once per
 *       constant; reserved words and names with odd characters are aliased.
 *   <li>{@link io.acteon.dynamodb.internal.Keys}: how names become keys.
 *   <li>{@link io.acteon.dynamodb.internal.TableSpec} and {@link
 *       io.acteon.dynamodb.internal.Tables}: what a table must look like; creating and checking it.
 * </ul>
 *
 * <p>May import {@code model}, {@code state} (keys and kinds only), {@code store}, {@code time} and
 * the AWS SDK.
 */
@NullMarked
package io.acteon.dynamodb.internal;

import org.jspecify.annotations.NullMarked;
