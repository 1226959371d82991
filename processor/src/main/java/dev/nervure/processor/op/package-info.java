/** The operations: one file each, with forward code, derivative and cost. */
@NullMarked
package dev.nervure.processor.op;

import org.jspecify.annotations.NullMarked;
