/** The backward program: reverse-mode differentiation of the steps of a forward program. */
@NullMarked
package dev.nervure.processor.differentiate;

import org.jspecify.annotations.NullMarked;
