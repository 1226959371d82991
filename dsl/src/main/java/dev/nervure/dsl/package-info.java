/** The declaration of networks: annotations, tensors, and the options of their layers. */
@NullMarked
package dev.nervure.dsl;

import org.jspecify.annotations.NullMarked;
