/**
 * The model that a declaration becomes: nodes, blocks, parameters, types, and the messages of errors. For the processor
 * alone: the package is not exported to users, and may change in any version.
 */
@NullMarked
package dev.nervure.dsl.network;

import org.jspecify.annotations.NullMarked;
