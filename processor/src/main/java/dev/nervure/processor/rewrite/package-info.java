/** Passes that replace steps by others which compute the same in less time or memory, a file each. */
@NullMarked
package dev.nervure.processor.rewrite;

import org.jspecify.annotations.NullMarked;
