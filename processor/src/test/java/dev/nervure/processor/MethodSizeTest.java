package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.plan.Options;
import dev.nervure.processor.report.ClassFile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However much is to be unrolled, no method becomes too long for HotSpot: {@link Compiled} asserts it. */
class MethodSizeTest {
    private static final Options UNROLL_ALL = new Options(Integer.MAX_VALUE, Integer.MAX_VALUE);

    @ParameterizedTest
    @CsvSource({"16, 190", "190, 16", "1, 240", "240, 1", "2, 1000", "1000, 2", "107, 3", "160, 2", "33, 80"})
    void unrolledLayers(int in, int out) {
        assertThatCode(() -> Compiled.of(
                        Network.of(Tensor.input("x", in)
                                        .dense(out, Activation.TANH)
                                        .named("y"))
                                .loss(Loss.MEAN_SQUARED_ERROR),
                        UNROLL_ALL))
                .doesNotThrowAnyException();
    }

    @Test
    void sizesAreThoseOfTheClassFile() {
        byte[] file = Javac.compile(Map.of("A", "final class A { int f(int x) { return x; } }"))
                .classes()
                .get("A");
        assertThat(ClassFile.methodSizes(file)).containsEntry("f(I)I", 2).hasSize(2); // iload_1, ireturn; constructor
    }
}
