/** The audit trail on DynamoDB Local: contracts, costs, faults, proofs. */
@NullMarked
package io.acteon.dynamodb.audit;

import org.jspecify.annotations.NullMarked;
