/** A network that was compiled to Java: its model, weights, one call's values and gradients, and files of weights. */
@NullMarked
package dev.nervure.runtime;

import org.jspecify.annotations.NullMarked;
