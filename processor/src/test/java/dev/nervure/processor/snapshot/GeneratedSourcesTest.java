package dev.nervure.processor.snapshot;

import dev.nervure.processor.Compiled;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is generated reads as it did, on every JDK: both passes of three networks, and all else of the smallest. */
class GeneratedSourcesTest {
    static Stream<Arguments> files() {
        return Stream.of(
                        Stream.of("Forward", "Backward", "Weights", "Activations", "Gradients", "Model")
                                .map(suffix -> Arguments.of("Xor", Declarations.XOR, suffix)),
                        Stream.of("Forward", "Backward")
                                .map(suffix -> Arguments.of("Digits", Declarations.DIGITS, suffix)),
                        Stream.of("Forward", "Backward")
                                .map(suffix -> Arguments.of("Gated", Declarations.GATED, suffix)))
                .flatMap(all -> all);
    }

    @ParameterizedTest(name = "{0}{2}")
    @MethodSource("files")
    void readsAsItDid(String name, String declaration, String suffix) {
        Compiled compiled = Compiled.declaration("snapshot." + name, declaration);
        Snapshot.check("sources/" + name + suffix + ".java", compiled.source(suffix));
    }
}
