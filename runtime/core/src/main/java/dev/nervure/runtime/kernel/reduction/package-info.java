/**
 * Sums over rows, columns and channels.
 *
 * <p>For generated code alone: nothing here promises compatibility from one version to the next.
 */
@NullMarked
package dev.nervure.runtime.kernel.reduction;

import org.jspecify.annotations.NullMarked;
