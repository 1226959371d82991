package dev.nervure.dsl;

import static dev.nervure.dsl.ElementType.INT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.layer.LossLayer;
import dev.nervure.dsl.network.InitialValues;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NetworkTest {
    @Test
    void namesWhatHasNone() {
        Tensor x = Tensor.input("x", 4);
        Network network = Network.of(x.dense(4).relu().dense(4).named("relu2").relu());
        assertThat(names(network)).containsExactly("x", "dense", "relu", "relu2", "relu3");
    }

    @Test
    void aLossOfTheOneOutput() {
        Network network =
                Network.of(Tensor.input("x", 6, 4).dense(3).named("y")).loss(Loss.SOFTMAX_CROSS_ENTROPY);
        assertThat(names(network)).containsExactly("x", "targets", "y", "loss");
        assertThat(network.targets()).singleElement().satisfies(t -> assertThat(t.type())
                .isEqualTo(TensorType.ints(Shape.batch(6))));
        assertThat(network.losses()).extracting(Node::name).containsExactly("loss");
    }

    @Test
    void everyLossHasAShortForm() {
        for (Loss loss : Loss.values()) {
            if (loss != Loss.NONE) {
                Network network = Network.of(Tensor.input("x", 4).dense(3)).loss(loss);
                assertThat(network.losses().get(0).layer()).isEqualTo(loss.layer());
            }
        }
    }

    @Test
    void severalLossesWithWeights() {
        Tensor x = Tensor.input("x", 4);
        Tensor y = x.dense(3).named("y");
        Tensor z = x.dense(3).named("z");
        Tensor label = Tensor.target("label", List.of(), o -> o.type(INT));
        Tensor truth = Tensor.target("truth", 3);
        Network network = Network.of(y, z)
                .loss(y.softmaxCrossEntropy(label, o -> o.weight(2)).named("a"), 0.25f)
                .loss(z.minus(truth).pow(4).named("error"))
                .loss(y.times(z).named("overlap"), 3)
                .losses(z.huber(truth));
        assertThat(network.losses()).extracting(Node::name).containsExactly("a", "huber", "meanLoss2", "meanLoss");
        assertThat(network.losses())
                .extracting(n -> ((LossLayer) n.layer()).weight())
                .containsExactly(0.5f, 1f, 3f, 1f);
        assertThat(Network.of(z, y).outputs()).extracting(Node::name).containsExactly("y", "z"); // in canonical order
        assertThat(network.outputs()).extracting(Node::name).containsExactly("y", "z");
        assertThat(network.targets()).extracting(Node::name).containsExactlyInAnyOrder("label", "truth");
    }

    @Test
    void layersOfOnePathShareTheirParameters() {
        Tensor ids = Tensor.input("ids", List.of(6), o -> o.type(INT));
        Tensor tok = ids.embedding(11, 8).named("tok");
        Tensor y = tok.layerNorm()
                .named("ln")
                .dense(11, o -> o.bias(false).name("tok"))
                .named("y");
        Network network = Network.of(y);
        assertThat(network.parameters())
                .extracting(ParameterSpec::name)
                .containsExactly("tok.weight", "ln.weight", "ln.bias");
        Node dense = network.outputs().get(0);
        assertThat(dense.parameters()).containsExactly(network.parameters().get(0));
        assertThat(network.parameters().get(0).initial()).isEqualTo(InitialValues.normal(1));
    }

    /** Random graphs of named tensors, declared in two orders that differ as much as chance has it. */
    @Property(tries = 200)
    void theOrderOfDeclarationDoesNotMatter(@ForAll @IntRange(min = 1, max = 12) int size, @ForAll long seed) {
        Random random = new Random(seed);
        List<List<Integer>> reads = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            reads.add(List.of(random.nextInt(i + 1), random.nextInt(i + 1)));
        }
        Network first = declare(reads, new Random(seed + 1));
        Network second = declare(reads, new Random(seed + 2));
        assertThat(describe(first)).isEqualTo(describe(second));
        assertThat(first.parameters()).isEqualTo(second.parameters());
    }

    private static Network declare(List<List<Integer>> reads, Random random) {
        Map<Integer, Tensor> made = new HashMap<>(Map.of(0, Tensor.input("x", 4)));
        List<Integer> open = new ArrayList<>();
        for (int i = 1; i <= reads.size(); i++) {
            open.add(i);
        }
        while (!open.isEmpty()) {
            int at = random.nextInt(open.size());
            int i = open.get(at);
            List<Integer> inputs = reads.get(i - 1);
            if (made.keySet().containsAll(inputs)) {
                open.remove(at);
                String name = "t" + (i * 7919 % 97);
                Tensor sum =
                        made.get(inputs.get(0)).add(made.get(inputs.get(1))).named("sum_" + name);
                made.put(i, sum.dense(4).named(name));
            }
        }
        Tensor[] outputs = made.values().stream().skip(1).toArray(Tensor[]::new);
        return Network.of(outputs);
    }

    private static List<String> describe(Network network) {
        return network.nodes().stream().map(n -> n + " " + n.inputs()).toList();
    }

    private static List<String> names(Network network) {
        return network.nodes().stream().map(Node::name).toList();
    }
}
