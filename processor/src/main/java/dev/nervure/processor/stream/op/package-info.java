/** The ops that only streams have: they read and write state, or read where the stream is. */
@NullMarked
package dev.nervure.processor.stream.op;

import org.jspecify.annotations.NullMarked;
