/**
 * The layers: one record of attributes each, shared by every way of declaring a network. For the processor alone: the
 * package is not exported to users, and may change in any version.
 */
@NullMarked
package dev.nervure.dsl.layer;

import org.jspecify.annotations.NullMarked;
