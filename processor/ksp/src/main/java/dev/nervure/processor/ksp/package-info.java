/** Reads declarations by Kotlin Symbol Processing. */
@NullMarked
package dev.nervure.processor.ksp;

import org.jspecify.annotations.NullMarked;
