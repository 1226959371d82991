/** The declaration of a network as text, which files carry that we write, so that they come back as what they were. */
@NullMarked
package dev.nervure.processor.onnx.declaration;

import org.jspecify.annotations.NullMarked;
