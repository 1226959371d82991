/** Decides what the emitted code looks like: layouts, fusion, buffers, methods. */
@NullMarked
package dev.nervure.processor.plan;

import org.jspecify.annotations.NullMarked;
