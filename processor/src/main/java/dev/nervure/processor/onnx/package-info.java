/** Reads ONNX files: from bytes to an immutable, checked model. Knows nothing of networks. */
@NullMarked
package dev.nervure.processor.onnx;

import org.jspecify.annotations.NullMarked;
