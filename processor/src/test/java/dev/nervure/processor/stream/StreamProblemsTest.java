package dev.nervure.processor.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.PaddingMode;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.NetworkCompiler;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A layer that needs places which are still to come is told so, with the reason and a way out. */
class StreamProblemsTest {
    private static void assertProblem(UnaryOperator<Tensor> layers, String... parts) {
        Tensor x = Tensor.input("x", List.of(12, 6), o -> o.variable("T"));
        Map<String, String> problems =
                Streams.problems(Network.of(layers.apply(x).named("y")));
        assertThat(problems).hasSize(1);
        assertThat(problems.values().iterator().next()).contains(parts);
    }

    @Test
    void tellsWhatLooksAhead() {
        assertProblem(x -> x.lstm(3, o -> o.bidirectional(true)), "'y'", "from the last place", "bidirectional");
        assertProblem(x -> x.multiHeadAttention(2), "'y'", "attends to all others", "causal = true");
        assertProblem(
                x -> x.multiHeadAttention(2, o -> o.causal(true).mask(x.mean(1))),
                "'y'",
                "places that are still to come",
                "leave the mask out");
        assertProblem(x -> x.transformerEncoder(2, 2), "'y'", "attends to all others");
        assertProblem(
                x -> x.repeat(2, "block", b -> b.plus(b.multiHeadAttention(2).dense(6))), "attends to all others");
        assertProblem(
                x -> x.transpose(1, 0).conv1d(4, 3, o -> o.paddingMode(PaddingMode.SAME)),
                "read places after it",
                "PaddingMode.CAUSAL");
        assertProblem(
                x -> x.transpose(1, 0).maxPool1d(3, o -> o.padding(1)), "read places after it", "pad places before");
        assertProblem(x -> x.pad(0, 0, 0, 2), "adds places after the last", "before the first");
        assertProblem(x -> x.pad(0, 0, 3, 0).slice(0, 1, 4), "'y'");
        assertProblem(x -> x.mean(0), "of all places", "lastOnly");
        assertProblem(x -> x.max(0), "of all places");
        assertProblem(x -> x.transpose(1, 0).softmax(), "along the variable axis", "transpose");
        assertProblem(x -> x.transpose(1, 0).instanceNorm(), "other places than its own");
        assertProblem(x -> x.cumSum(0), "adds up all places");
        assertProblem(x -> x.matmul(x.transpose(1, 0)), "other places");
    }

    @Test
    void needsAVariableAxis() {
        Network network = Network.of(Tensor.input("x", 4).dense(2).named("y"));
        assertThat(Streams.problems(network)).containsOnlyKeys("");
        assertThatThrownBy(() -> NetworkCompiler.of("a.Net", network).stream())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a variable axis");
    }

    @Test
    void methodsOfStreamsCannotNameATensorThatHasOne() {
        Tensor x = Tensor.input("x", List.of(12, 6), o -> o.variable("T"));
        Tensor memory = Tensor.input("save", 3, 6);
        Network network = Network.of(
                x.multiHeadAttention(memory, 2).named("copy"), x.dense(2).named("z"));
        assertThat(Streams.problems(network)).containsOnlyKeys("save", "copy");
        assertThat(Streams.problems(Network.of(x.dense(2).named("position")))).isEmpty();
    }
}
