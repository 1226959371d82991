/** Models, weights, training and files: what generated networks implement and users call. */
@NullMarked
package dev.nervure.runtime;

import org.jspecify.annotations.NullMarked;
