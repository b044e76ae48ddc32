/**
 * DynamoDB's attribute values: types, order, sizes, and their JSON form. Imports only the JDK and
 * Jackson's tree model.
 */
@NullMarked
package io.acteon.simulator.value;

import org.jspecify.annotations.NullMarked;
