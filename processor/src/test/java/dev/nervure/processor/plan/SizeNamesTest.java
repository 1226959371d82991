package dev.nervure.processor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Programs;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the sizes of axes are called: after what has them first. */
class SizeNamesTest {
    /** The names of the axes of a tensor, or of its gradient; literals as they are. */
    private static List<String> names(Network network, String tensor, boolean gradient) {
        Program program = Programs.of(network, Options.DEFAULT);
        Map<Value, Sizes> sizes = SizeNames.of(program);
        Value value = program.tensors().get(tensor);
        return sizes.get(gradient ? program.gradients().get(value) : value).axes().stream()
                .map(size -> size.name().isEmpty() ? Integer.toString(size.places()) : size.name())
                .toList();
    }

    private static List<String> names(Tensor tensor, String name) {
        return names(Network.of(tensor), name, false);
    }

    @Test
    void unitsAreNamedAfterTheirLayer() {
        Tensor hidden = Tensor.input("pixels", 64).dense(64).named("hiddenUnits");
        Tensor y = hidden.tanh().named("y");
        assertThat(names(y, "pixels")).containsExactly("PIXELS");
        assertThat(names(y, "hiddenUnits")).as("though the input is as wide").containsExactly("HIDDEN_UNITS");
        assertThat(names(y, "y")).as("handed on").containsExactly("HIDDEN_UNITS");
        assertThat(names(Network.of(y.dense(3).named("z")), "y", true)).containsExactly("HIDDEN_UNITS");
    }

    @Test
    void symbolsKeepTheirNames() {
        Tensor x = Tensor.input("x", List.of(16, 4), o -> o.variable("T"));
        Tensor y = x.dense(6).named("y");
        assertThat(names(y, "x")).containsExactly("T", "X");
        assertThat(names(y, "y")).containsExactly("T", "Y");
        assertThat(names(x.transpose(1, 0).named("t"), "t")).containsExactly("X", "T");
    }

    @Test
    void imagesHaveChannelsHeightAndWidth() {
        Tensor x = Tensor.input("x", 3, 8, 6);
        Tensor conv = x.conv2d(4, 3, o -> o.padding(1)).named("conv");
        Tensor pool = conv.maxPool2d(2).named("pool");
        assertThat(names(pool, "x")).containsExactly("X_CHANNELS", "X_HEIGHT", "X_WIDTH");
        assertThat(names(pool, "conv")).containsExactly("CONV_CHANNELS", "X_HEIGHT", "X_WIDTH");
        assertThat(names(pool, "pool")).containsExactly("CONV_CHANNELS", "POOL_HEIGHT", "POOL_WIDTH");
        assertThat(names(pool.flatten().named("flat"), "flat")).containsExactly("FLAT");
    }

    /** Products of three names would be hard to read, so that what axes have together has a name. */
    @Test
    void spansOfThreeAxes() {
        Tensor x = Tensor.input("x", 3, 8, 6);
        Tensor y = x.tanh().named("y");
        Program program = Programs.of(Network.of(y), Options.DEFAULT);
        assertThat(SizeNames.of(program).get(program.tensors().get("y")).spans().stream()
                        .limit(2)
                        .map(Sizes.Span::name))
                .containsExactly("X_SIZE", "X_PLANE");
        Tensor two = Tensor.input("x", 1, 8, 6).tanh().named("y");
        Program small = Programs.of(Network.of(two), Options.DEFAULT);
        assertThat(SizeNames.of(small).get(small.tensors().get("y")).spans()).isEmpty();
    }

    @Test
    void axesOfOnePlaceAreLiterals() {
        assertThat(names(Tensor.input("x", 1, 5).tanh().named("y"), "y")).containsExactly("1", "X");
        assertThat(names(Tensor.input("x", 2, 5).tanh().named("y"), "y")).containsExactly("X_ROWS", "X_COLUMNS");
    }
}
