/**
 * How files are written.
 *
 * <p>For Nervure's own modules alone: nothing here promises compatibility from one version to the next.
 */
@NullMarked
package dev.nervure.runtime.file;

import org.jspecify.annotations.NullMarked;
