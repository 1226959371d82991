package dev.nervure.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.layer.CompositeLayer;
import dev.nervure.dsl.layer.PlaceholderLayer;
import dev.nervure.dsl.layer.RepeatLayer;
import dev.nervure.dsl.network.Block;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.ParameterSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockTest {
    private final Tensor x = Tensor.input("x", 6, 8);

    @Test
    void repeatsWithParametersOfItsOwn() {
        Tensor y = x.repeat(2, "block", b -> b.plus(b.dense(8).named("fc"))).named("y");
        Network network = Network.of(y);
        assertThat(names(network.nodes())).containsExactly("x", "y");
        assertThat(network.parameters())
                .extracting(ParameterSpec::name)
                .containsExactly("block.0.fc.weight", "block.0.fc.bias", "block.1.fc.weight", "block.1.fc.bias");
        Block body = body(y);
        assertThat(names(body.nodes())).containsExactly("input", "fc", "add");
        assertThat(body.result().name()).isEqualTo("add");
        assertThat(body.parameters()).extracting(ParameterSpec::name).containsExactly("fc.weight", "fc.bias");
    }

    @Test
    void whatComesFromOutsideBecomesAnInput() {
        Tensor memory = Tensor.input("memory", 3, 8);
        Tensor gate = memory.mean(0).sigmoid();
        Tensor y = x.repeat(3, "block", b -> b.multiHeadAttention(memory, 2).times(gate));
        assertThat(y.inputs()).containsExactlyInAnyOrder(x, memory, gate).startsWith(x);
        Block body = body(y);
        assertThat(names(body.inputs())).startsWith("input").containsExactlyInAnyOrder("input", "memory", "sigmoid");
        assertThat(body.inputs()).allMatch(node -> node.layer() instanceof PlaceholderLayer);
        for (int i = 0; i < y.inputs().size(); i++) {
            assertThat(body.inputs().get(i).type()).isEqualTo(y.inputs().get(i).type());
        }
    }

    /** A layer on a tensor from outside that is declared within the block is one of the block's, once for each run. */
    @Test
    void whatIsDeclaredWithinBelongsToTheBlock() {
        Tensor memory = Tensor.input("memory", 8);
        Tensor y = x.repeat(2, "block", b -> b.plus(memory.dense(8).named("key")));
        assertThat(y.inputs()).containsExactly(x, memory);
        assertThat(body(y).parameters()).extracting(ParameterSpec::name).containsExactly("key.weight", "key.bias");
    }

    /** Decoders compute their blocks again if asked, as encoders do. */
    @Test
    void transformersHandOnWhatIsComputedAgain() {
        for (boolean recompute : new boolean[] {true, false}) {
            for (Tensor y : List.of(
                    x.transformerEncoder(2, 2, o -> o.recompute(recompute)),
                    x.transformerDecoder(x, 2, 2, o -> o.recompute(recompute)))) {
                Block whole = ((CompositeLayer) y.layer())
                        .body(y.inputs().stream().map(Tensor::type).toList());
                RepeatLayer blocks = (RepeatLayer) whole.result().layer();
                assertThat(blocks.recompute()).isEqualTo(recompute);
            }
        }
    }

    @Test
    void blocksNest() {
        Tensor memory = Tensor.input("memory", 8);
        Tensor y = x.repeat(
                2,
                "outer",
                b -> b.repeat(3, "inner", c -> c.dense(8).named("fc").plus(memory)));
        assertThat(y.inputs()).containsExactly(x, memory);
        assertThat(Network.of(y).parameters())
                .hasSize(12)
                .extracting(ParameterSpec::name)
                .contains("outer.0.inner.0.fc.weight", "outer.1.inner.2.fc.bias");
    }

    @Test
    void compositesAreShortForTheirGraph() {
        Tensor y = x.gatedFeedForward(16);
        Block body = ((CompositeLayer) y.layer()).body(List.of(x.type()));
        assertThat(names(body.nodes())).containsExactly("input", "gate", "up", "gated", "result");
        assertThat(body.result().type()).isEqualTo(y.type());
    }

    /** Blocks that differ only in how often they run are one block. */
    @Test
    void encodersRepeatOneBlock() {
        for (int layers : List.of(1, 50)) {
            Tensor y = x.transformerEncoder(layers, 2, o -> o.dropout(0));
            Block body = ((CompositeLayer) y.layer()).body(List.of(x.type()));
            assertThat(body.result().layer()).isInstanceOf(RepeatLayer.class);
            Block block = ((RepeatLayer) body.result().layer()).body();
            assertThat(names(block.nodes()))
                    .containsExactly("input", "attention", "add", "norm1", "hidden", "feedForward", "add2", "norm2");
        }
    }

    private static Block body(Tensor repeat) {
        return ((RepeatLayer) repeat.layer()).body();
    }

    private static List<String> names(List<Node> nodes) {
        return nodes.stream().map(Node::name).toList();
    }
}
