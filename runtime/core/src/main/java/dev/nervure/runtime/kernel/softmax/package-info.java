/**
 * Softmax and its logarithm over rows, and the cross-entropy of classes.
 *
 * <p>For generated code alone: nothing here promises compatibility from one version to the next.
 */
@NullMarked
package dev.nervure.runtime.kernel.softmax;

import org.jspecify.annotations.NullMarked;
