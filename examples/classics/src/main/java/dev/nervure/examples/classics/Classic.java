package dev.nervure.examples.classics;

import java.io.PrintStream;

/** A kind of learning, shown on small data. */
@FunctionalInterface
interface Classic {
    /**
     * Trains from a seed, shows something of it, and returns the figure that README.md states.
     *
     * @param out where to show it
     */
    double run(long seed, PrintStream out);
}
