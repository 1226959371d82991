/** What each operator of ONNX becomes: one file a family. */
@NullMarked
package dev.nervure.processor.onnx.operators;

import org.jspecify.annotations.NullMarked;
