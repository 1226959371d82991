/** The form of a network that takes places as they come: which state each op keeps, and what its step computes. */
@NullMarked
package dev.nervure.processor.stream;

import org.jspecify.annotations.NullMarked;
