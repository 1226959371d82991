package dev.nervure.processor.small;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each layer, each of its attributes and each edge of its shapes in a network of its own, beside the reference in double
 * precision. Small networks compile in some 20 ms, so this is what mutation testing runs: see {@code CONTRIBUTING.md}.
 */
@Tag("vector")
class SmallNetworksTest {
    static Stream<Small> networks() {
        return Stream.of(
                        SmallDense.all(),
                        SmallArithmetic.all(),
                        SmallLogic.all(),
                        SmallShapes.all(),
                        SmallImages.all(),
                        SmallNorms.all(),
                        SmallSequences.all(),
                        SmallLosses.all(),
                        SmallGraphs.all())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void computesWhatTheReferenceDoes(Small network) {
        network.check();
    }
}
