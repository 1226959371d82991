/** Finds, in a network that is complete, the layers that somebody would have declared: one file a form. */
@NullMarked
package dev.nervure.processor.onnx.compose;

import org.jspecify.annotations.NullMarked;
