/** Finds blocks of layers that follow each other and differ in nothing but their weights, and makes one block of them. */
@NullMarked
package dev.nervure.processor.onnx.blocks;

import org.jspecify.annotations.NullMarked;
