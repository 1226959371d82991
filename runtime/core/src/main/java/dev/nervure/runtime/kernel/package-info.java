/**
 * Which kernels run, and how weights lie in memory. The kernels themselves are in the packages below, a family each.
 *
 * <p>For generated code alone: nothing here promises compatibility from one version to the next.
 */
@NullMarked
package dev.nervure.runtime.kernel;

import org.jspecify.annotations.NullMarked;
