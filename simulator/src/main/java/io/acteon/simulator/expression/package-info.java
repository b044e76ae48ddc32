/**
 * DynamoDB's expressions: parsed once, checked against a request's aliases and values, evaluated on
 * items. Imports only the value package, the JDK and Jackson's tree model.
 */
@NullMarked
package io.acteon.simulator.expression;

import org.jspecify.annotations.NullMarked;
