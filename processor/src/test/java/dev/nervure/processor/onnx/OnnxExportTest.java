package dev.nervure.processor.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.LossLayer;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.Inventory;
import dev.nervure.processor.golden.GoldenCases;
import dev.nervure.processor.random.Experiment;
import dev.nervure.processor.random.Garden;
import dev.nervure.processor.reference.Array;
import dev.nervure.processor.small.SmallNetworksTest;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Networks as ONNX files, run by ONNX Runtime, beside the reference in double precision. */
class OnnxExportTest {
    private static final int SAMPLES = 3;

    private final List<String> problems = new ArrayList<>();
    private final Set<String> layers = new HashSet<>();

    @Test
    void everyLayerComputesTheSame() {
        SmallNetworksTest.all(this::attempt);
        GoldenCases.all().forEach(golden -> attempt("golden " + golden, golden.declared()));
        for (long seed = 0; seed < 100; seed++) {
            attempt("random " + seed, Garden.grow(seed, 1 + (int) (seed % 9)));
        }
        assertThat(problems).isEmpty();
        Inventory.ofPackage(DenseLayer.class).stream()
                .filter(type -> Layer.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers()))
                .filter(type -> !LossLayer.class.isAssignableFrom(type))
                .map(Class::getSimpleName)
                .filter(name -> !List.of("TargetLayer", "PlaceholderLayer", "InputLayer", "DerivativeLayer")
                        .contains(name))
                .forEach(name -> assertThat(layers).contains(name.substring(0, name.length() - "Layer".length())));
    }

    private void attempt(String name, Network network) {
        if (!Exported.possible(network)) {
            return; // an output is a derivative
        }
        try {
            check(network, 1);
            network.nodes().forEach(node -> layers.add(node.layer().kind()));
        } catch (AssertionError | RuntimeException e) {
            problems.add(name + ": " + String.valueOf(e).lines().limit(4).toList());
        }
    }

    private static void check(Network network, long seed) {
        Experiment experiment = new Experiment(network, SAMPLES, seed);
        Map<String, Array> floats = new LinkedHashMap<>();
        Map<String, Array> integers = new LinkedHashMap<>();
        Set<Node> needed = ancestors(network);
        for (Node input : network.inputs()) {
            if (needed.contains(input)) {
                (input.type().element() == ElementType.FLOAT ? floats : integers)
                        .put(input.name(), experiment.point().sources().get(input.name()));
            }
        }
        try (OnnxRuntime onnx =
                new OnnxRuntime(Exported.file(network, experiment.point().parameters()))) {
            Map<String, Array> outputs = onnx.run(floats, integers);
            assertThat(outputs.keySet())
                    .containsExactlyElementsOf(
                            network.outputs().stream().map(Node::name).toList());
            outputs.forEach((name, values) -> {
                assertThat(values.shape())
                        .as(name)
                        .containsExactly(experiment.reference().tensor(name).shape());
                experiment.checkForward(name, values.floats());
            });
        }
    }

    private static Set<Node> ancestors(Network network) {
        Set<Node> found = new HashSet<>();
        List<Node> open = new ArrayList<>(network.outputs());
        while (!open.isEmpty()) {
            Node next = open.remove(0);
            if (found.add(next)) {
                open.addAll(next.inputs());
            }
        }
        return found;
    }
}
