/**
 * What the families of kernels share: the width of vectors, inner loops and register blocks, formulas, and memory to work
 * in. Not exported.
 */
@NullMarked
package dev.nervure.runtime.kernel.internal;

import org.jspecify.annotations.NullMarked;
