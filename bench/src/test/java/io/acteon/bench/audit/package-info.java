@NullMarked
package io.acteon.bench.audit;

import org.jspecify.annotations.NullMarked;
