package dev.nervure.processor.golden;

import java.util.stream.Stream;

/** All cases of layers. */
public final class GoldenCases {
    private GoldenCases() {}

    public static Stream<GoldenCase> all() {
        return Stream.of(
                        DenseGoldenTest.cases(),
                        ShapeGoldenTest.cases(),
                        LogicGoldenTest.cases(),
                        ConvolutionGoldenTest.cases(),
                        PoolingGoldenTest.cases(),
                        NormalisationGoldenTest.cases(),
                        SequenceGoldenTest.cases(),
                        DerivativeGoldenTest.cases())
                .flatMap(cases -> cases);
    }
}
