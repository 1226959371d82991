/** The annotation processor: from a declaration to Java source. */
@NullMarked
package dev.nervure.processor;

import org.jspecify.annotations.NullMarked;
