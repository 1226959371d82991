package dev.nervure.processor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Programs;
import dev.nervure.processor.graph.Decision;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.rewrite.Rewrites;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which images have their channels last, and what keeps others from it; programs alone, without Java. */
class ChannelsLastTest {
    private static Tensor image(int channels, int side) {
        return Tensor.input("x", channels, side, side);
    }

    private static Tensor depthwise(Tensor x, int channels, String name) {
        return x.conv2d(channels, 3, o -> o.padding(1).groups(channels).activation(Activation.RELU))
                .named(name);
    }

    private static Tensor pointwise(Tensor x, int outputs, String name) {
        return x.conv2d(outputs, 1).named(name);
    }

    private static Tensor square(Tensor x, int outputs, String name) {
        return x.conv2d(outputs, 3, o -> o.padding(1)).named(name);
    }

    private static Program program(Tensor output) {
        return ChannelsLast.choose(
                Rewrites.forward(Programs.lowered(Network.of(output.named("out")), Options.DEFAULT)));
    }

    private static List<String> chosen(Tensor output) {
        return program(output).channelsLast().stream()
                .map(Value::local)
                .sorted()
                .toList();
    }

    @Test
    void whatDepthwiseConvolutionsAndThoseOfOneElementReadHasItsChannelsLast() {
        Tensor x = square(image(3, 12), 16, "c");
        Tensor y = pointwise(depthwise(x, 16, "d"), 32, "p");
        assertThat(chosen(depthwise(y, 32, "e"))).containsExactly("c", "d", "p");
        assertThat(chosen(y.globalAvgPool())).containsExactly("c", "d");
    }

    @Test
    void inputsAndOutputsHaveThemFirst() {
        Tensor y = depthwise(image(16, 8), 16, "d");
        assertThat(chosen(y)).isEmpty();
        Program twoOutputs = ChannelsLast.choose(
                Rewrites.forward(Programs.lowered(Network.of(y, pointwise(y, 16, "p")), Options.DEFAULT)));
        assertThat(twoOutputs.channelsLast()).isEmpty();
    }

    @Test
    void otherConvolutionsGainNothing() {
        assertThat(chosen(square(square(image(3, 12), 16, "a"), 16, "b"))).isEmpty();
        Tensor grouped =
                square(image(16, 8), 32, "a").conv2d(32, 3, o -> o.padding(1).groups(2));
        assertThat(chosen(grouped)).isEmpty();
    }

    @Test
    void imagesOfFewChannelsAndLargeOnesHaveThemFirst() {
        assertThat(chosen(depthwise(square(image(3, 12), 8, "a"), 8, "d"))).isEmpty();
        assertThat(chosen(depthwise(square(image(3, 65), 16, "a"), 16, "d"))).isEmpty();
        assertThat(chosen(depthwise(square(image(3, 64), 16, "a"), 16, "d"))).containsExactly("a");
    }

    @Test
    void sumsHaveTheOrderOfTheirTerms() {
        Tensor x = square(image(3, 12), 16, "a");
        Tensor sum = pointwise(depthwise(pointwise(x, 32, "e"), 32, "d"), 16, "p")
                .plus(x)
                .named("s");
        assertThat(chosen(depthwise(sum, 16, "f"))).containsExactly("a", "d", "e", "s");
        // The sum is an output, so what is added to it has its channels first as well.
        assertThat(chosen(sum)).containsExactly("d", "e");
    }

    @Test
    void functionsByThemselvesKeepTheOrder() {
        Tensor x = square(image(3, 12), 16, "a").hardSwish().named("h");
        assertThat(chosen(depthwise(x, 16, "d"))).containsExactly("a", "h");
        Tensor pooled = square(image(3, 12), 16, "a").maxPool2d(3).named("m");
        assertThat(chosen(depthwise(pooled, 16, "d"))).isEmpty();
        Tensor toDense = square(image(3, 12), 16, "a").hardSwish().named("h");
        assertThat(chosen(toDense.flatten().dense(3))).isEmpty();
    }

    @Test
    void whatElseReadsAnImageKeepsItsChannelsFirst() {
        Tensor x = square(image(3, 12), 16, "a");
        Tensor scale = x.globalAvgPool().dense(16, Activation.SIGMOID).reshape(16, 1, 1);
        assertThat(chosen(depthwise(x.times(scale), 16, "d"))).isEmpty();
        assertThat(chosen(depthwise(x, 16, "d").plus(x.maxPool2d(1)))).isEmpty();
    }

    @Test
    void theReportSaysSo() {
        Program program = program(depthwise(square(image(3, 12), 16, "a"), 16, "d"));
        assertThat(program.decisions())
                .filteredOn(decision -> decision.choice() == Decision.Choice.CHANNELS_LAST)
                .singleElement()
                .satisfies(decision -> {
                    assertThat(decision.layer()).isEqualTo("a");
                    assertThat(decision.reason()).contains("channels in all lanes");
                });
    }
}
