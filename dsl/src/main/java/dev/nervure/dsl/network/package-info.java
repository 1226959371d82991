/**
 * What a declaration becomes: nodes, blocks, parameters, types, and what can be wrong with them. For the processor
 * alone: the package is not exported to users, and may change in any version.
 */
@NullMarked
package dev.nervure.dsl.network;

import org.jspecify.annotations.NullMarked;
