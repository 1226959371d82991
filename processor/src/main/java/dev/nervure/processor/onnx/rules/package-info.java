/** Finds layers that a file spells out, such as GELU: one file a rule. */
@NullMarked
package dev.nervure.processor.onnx.rules;

import org.jspecify.annotations.NullMarked;
