/** Reads declarations into networks and reports what is wrong with them. */
@NullMarked
package dev.nervure.processor.frontend;

import org.jspecify.annotations.NullMarked;
