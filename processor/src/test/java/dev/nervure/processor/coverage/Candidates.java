package dev.nervure.processor.coverage;

import dev.nervure.dsl.Network;
import dev.nervure.processor.random.Garden;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Random networks by seed, and what each holds. Every row of the page looks through them for its own layer or op, and rare
 * ones are far: each network is grown and lowered once.
 */
final class Candidates {
    /** Among so many, each layer must be often enough. */
    private static final int MOST = 5_000;

    private final List<Candidate> grown = new ArrayList<>();

    /**
     * One of them, without the network itself: thousands would not fit.
     *
     * @param layers the kinds of its layers
     * @param ops the files of the ops that it becomes
     * @param fusions those that apply in it
     */
    record Candidate(int seed, Set<String> layers, Set<String> ops, Set<String> fusions) {
        Network network() {
            return grow(seed);
        }
    }

    /** The one of a seed. */
    Candidate get(int seed, String wanted) {
        if (seed >= MOST) {
            throw new AssertionError(wanted + " grows nowhere");
        }
        while (grown.size() <= seed) {
            Network network = grow(grown.size());
            grown.add(new Candidate(
                    grown.size(), Coverage.layersOf(network), Coverage.opsOf(network), Coverage.fusionsOf(network)));
        }
        return grown.get(seed);
    }

    private static Network grow(int seed) {
        return Garden.grow(seed, 1 + seed % 6);
    }
}
