/** Looks into passes: values, gradients and attention by name, statistics of them, and charts. */
@NullMarked
package dev.nervure.inspection;

import org.jspecify.annotations.NullMarked;
