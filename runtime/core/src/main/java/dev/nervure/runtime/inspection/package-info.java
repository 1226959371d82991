/** What an inspection finds. */
@NullMarked
package dev.nervure.runtime.inspection;

import org.jspecify.annotations.NullMarked;
