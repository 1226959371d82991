/** From layers to operations. */
@NullMarked
package dev.nervure.processor.lower;

import org.jspecify.annotations.NullMarked;
