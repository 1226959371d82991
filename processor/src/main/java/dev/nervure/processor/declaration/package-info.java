/** Declarations as front ends read them, whichever compiler shows them. */
@org.jspecify.annotations.NullMarked
package dev.nervure.processor.declaration;
