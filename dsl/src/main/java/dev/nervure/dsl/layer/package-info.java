/** The layers: one record of attributes each, shared by every way of declaring a network. */
@NullMarked
package dev.nervure.dsl.layer;

import org.jspecify.annotations.NullMarked;
