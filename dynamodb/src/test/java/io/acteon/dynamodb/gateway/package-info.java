/**
 * The whole gateway on a DynamoDB state table: what it sends, and what it does when requests are
 * disturbed.
 */
@NullMarked
package io.acteon.dynamodb.gateway;

import org.jspecify.annotations.NullMarked;
