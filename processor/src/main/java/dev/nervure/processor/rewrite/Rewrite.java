package dev.nervure.processor.rewrite;

import dev.nervure.processor.graph.Program;

/** Replaces steps of a program by others which compute the same, and says why it did or did not. */
interface Rewrite {
    /** The rewritten program; blocks that repeat in it are programs of their own, which come here as well. */
    Program apply(Program program);
}
