/** Walks through the graph of a file once, and makes the tensors of a network of it. */
@NullMarked
package dev.nervure.processor.onnx.translate;

import org.jspecify.annotations.NullMarked;
