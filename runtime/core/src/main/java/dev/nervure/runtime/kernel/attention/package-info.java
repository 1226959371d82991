/**
 * Attention over heads, and the positions that are added to or rotate its inputs.
 *
 * <p>For generated code alone: nothing here promises compatibility from one version to the next.
 */
@NullMarked
package dev.nervure.runtime.kernel.attention;

import org.jspecify.annotations.NullMarked;
