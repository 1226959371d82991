/** What a user declares a network with: annotations, tensors, and the options of their layers. */
@NullMarked
package dev.nervure.dsl;

import org.jspecify.annotations.NullMarked;
