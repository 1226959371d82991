/**
 * Dropout and noise: masks and numbers that a seed and a place determine.
 *
 * <p>For generated code alone: nothing here promises compatibility from one version to the next.
 */
@NullMarked
package dev.nervure.runtime.kernel.dropout;

import org.jspecify.annotations.NullMarked;
