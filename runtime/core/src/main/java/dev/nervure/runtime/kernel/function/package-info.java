/**
 * Functions of single values: of one, and of arrays.
 *
 * <p>For generated code alone: nothing here promises compatibility from one version to the next.
 */
@NullMarked
package dev.nervure.runtime.kernel.function;

import org.jspecify.annotations.NullMarked;
