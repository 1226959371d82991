/**
 * Products with weights, products of two computed matrices, and rows of tables.
 *
 * <p>For generated code alone: nothing here promises compatibility from one version to the next.
 */
@NullMarked
package dev.nervure.runtime.kernel.matrix;

import org.jspecify.annotations.NullMarked;
