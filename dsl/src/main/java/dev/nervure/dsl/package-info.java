/** What a user declares a network with, and the checked network that a declaration becomes. */
@NullMarked
package dev.nervure.dsl;

import org.jspecify.annotations.NullMarked;
