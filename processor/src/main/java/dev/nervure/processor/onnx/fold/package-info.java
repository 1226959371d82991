/** Computes what a graph says of constants alone: shapes, tables, weights in another order. */
@NullMarked
package dev.nervure.processor.onnx.fold;

import org.jspecify.annotations.NullMarked;
