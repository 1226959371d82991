/**
 * Convolutions, pooling, and their gradients.
 *
 * <p>For generated code alone: nothing here promises compatibility from one version to the next.
 */
@NullMarked
package dev.nervure.runtime.kernel.convolution;

import org.jspecify.annotations.NullMarked;
