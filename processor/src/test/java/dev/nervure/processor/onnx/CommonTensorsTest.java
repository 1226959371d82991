package dev.nervure.processor.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.onnx.blocks.CommonTensors;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is computed twice is computed once, and what nobody reads is not computed. */
class CommonTensorsTest {
    private static List<String> kinds(Tensor... outputs) {
        return Network.of(CommonTensors.apply(List.of(outputs)).toArray(new Tensor[0])).nodes().stream()
                .map(node -> node.layer().kind())
                .toList();
    }

    @Test
    void equalTensorsBecomeOne() {
        Tensor x = Tensor.input("x", 4);
        x.exp(); // nobody reads it
        Tensor y = x.times(2).tanh().plus(x.times(2).tanh().abs());
        assertThat(kinds(y.named("y"))).containsExactly("Input", "Scale", "Tanh", "Abs", "Add");
    }

    @Test
    void differentOnesStay() {
        Tensor x = Tensor.input("x", 4);
        Tensor z = Tensor.input("z", 4);
        assertThat(kinds(x.times(2).plus(x.times(3)).named("y")))
                .contains("Scale")
                .hasSize(4);
        assertThat(kinds(x.tanh().plus(z.tanh()).named("y"))).hasSize(5);
        assertThat(kinds(x.dropout(0.5f).plus(x.dropout(0.5f)).named("y"))).hasSize(4);
        assertThat(kinds(x.tanh().named("a"), x.tanh().named("b"))).hasSize(3);
    }

    @Test
    void layersWithParametersAreEqualIfTheyShareThem() {
        Tensor x = Tensor.input("x", 4);
        Tensor shared = x.dense(3, o -> o.name("a")).plus(x.dense(3, o -> o.name("a")));
        Tensor apart = x.dense(3, o -> o.name("a")).plus(x.dense(3, o -> o.name("b")));
        assertThat(kinds(shared.named("y"))).containsExactly("Input", "Dense", "Add");
        assertThat(kinds(apart.named("y"))).containsExactly("Input", "Dense", "Dense", "Add");
    }
}
