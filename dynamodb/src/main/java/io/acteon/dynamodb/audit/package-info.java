/**
 * The audit trail on DynamoDB: table {@code acteon_audit}, plain and chained. The keys and
 * attributes are specified in docs/design/audit-chain.md. May import {@code audit}, {@code crypto},
 * {@code model}, {@code store}, {@code time} and {@code dynamodb.internal}; its types of the AWS
 * SDK stay inside.
 */
@NullMarked
package io.acteon.dynamodb.audit;

import org.jspecify.annotations.NullMarked;
