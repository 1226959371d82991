/**
 * Layer, RMS and batch normalisation.
 *
 * <p>For generated code alone: nothing here promises compatibility from one version to the next.
 */
@NullMarked
package dev.nervure.runtime.kernel.norm;

import org.jspecify.annotations.NullMarked;
