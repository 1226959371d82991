package dev.nervure.processor.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.plan.Options;
import dev.nervure.runtime.Model;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks that repeat: one class however often they run, each turn with parameters of its own. */
@Tag("vector")
class RepeatTest {
    /** A residual block, gated by a tensor from outside that every turn reads. */
    private static Network network(int times, boolean recompute) {
        Tensor gate = Tensor.input("x", 5).dense(6, Activation.TANH).named("gate");
        Tensor y = gate.repeat(
                        times,
                        "block",
                        o -> o.recompute(recompute),
                        t -> t.plus(t.dense(7, Activation.SILU)
                                .named("inner")
                                .dense(6)
                                .times(gate)))
                .named("y");
        return Network.of(y.dense(3).named("out")).loss(Loss.MEAN_SQUARED_ERROR);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "5, false", "1, true", "2, true", "5, true"})
    void computesWhatTheReferenceDoes(int times, boolean recompute) {
        Network network = network(times, recompute);
        new Experiment(network, 3, 7).run(Compiled.of(network));
    }

    @Test
    void aHundredTurnsAreHardlyMoreSourceThanTwo() {
        assertThat(source(100)).isLessThan(2 * source(2));
    }

    private static int source(int times) {
        return Compiled.sources(network(times, false), Options.DEFAULT).values().stream()
                .mapToInt(String::length)
                .sum();
    }

    @Test
    void namesWhatEachTurnHolds() {
        Model model = Compiled.of(network(3, false)).model(1);
        assertThat(model.weights().get("block.2.inner.weight").shape()).containsExactly(7, 6);
        assertThat(model.newActivations(1).names())
                .containsSubsequence("gate", "block.0.inner", "block.1.inner", "block.2.inner", "y", "out");
        assertThat(model.newActivations(4).floats("block.1.inner")).hasSize(28);
        assertThat(model.newGradients(4).activation("block.1.inner")).hasSize(28);
    }
}
