/** Writes the plan down as Java; decides nothing. */
@NullMarked
package dev.nervure.processor.emit;

import org.jspecify.annotations.NullMarked;
