package dev.nervure.processor.random;

import dev.nervure.dsl.Network;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.plan.Options;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/**
 * Random networks, other ones each time, compiled in every layout of their parameters, beside the reference in double
 * precision. The build has its fixed sample of them in {@code CoverageTest}.
 */
@Tag("exhaustive")
@Tag("vector")
class RandomNetworksTest {
    private static final int ALL = Integer.MAX_VALUE;

    @Provide
    Arbitrary<Options> options() {
        return Arbitraries.of(
                Options.DEFAULT,
                new Options(ALL, ALL), // unrolled
                new Options(0, ALL), // loops over rows
                new Options(0, 0), // kernels
                new Options(20, 60));
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void computesWhatTheReferenceDoes(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int layers,
            @ForAll @IntRange(min = 1, max = 9) int n,
            @ForAll("options") Options options) {
        Network network = Garden.grow(seed, layers);
        Experiment experiment = new Experiment(network, n, seed);
        Assume.that(experiment.isSmooth());
        experiment.run(Compiled.of(network, options));
    }
}
