/** From networks to ONNX graphs. A file has the layers of one family. */
@NullMarked
package dev.nervure.processor.onnx.export;

import org.jspecify.annotations.NullMarked;
