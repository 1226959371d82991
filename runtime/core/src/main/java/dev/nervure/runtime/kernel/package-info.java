/** The computations that generated code calls. */
@NullMarked
package dev.nervure.runtime.kernel;

import org.jspecify.annotations.NullMarked;
