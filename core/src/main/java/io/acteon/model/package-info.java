/** Actions, their identities and outcomes, and the JSON value they carry. Imports only the JDK. */
@NullMarked
package io.acteon.model;

import org.jspecify.annotations.NullMarked;
