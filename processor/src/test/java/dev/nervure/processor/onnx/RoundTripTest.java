package dev.nervure.processor.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.onnx.declaration.DeclarationWriter;
import dev.nervure.processor.onnx.export.Skeleton;
import dev.nervure.processor.onnx.translate.ImportOptions;
import dev.nervure.processor.onnx.translate.ImportOptions.AxisOf;
import dev.nervure.processor.onnx.translate.ImportOptions.AxisSize;
import dev.nervure.processor.onnx.translate.OnnxImport;
import dev.nervure.processor.onnx.translate.Problem;
import dev.nervure.processor.plan.Options;
import dev.nervure.processor.random.Experiment;
import dev.nervure.processor.random.Garden;
import dev.nervure.processor.reference.Array;
import dev.nervure.processor.reference.Evaluation;
import dev.nervure.processor.reference.Point;
import dev.nervure.processor.small.SmallNetworksTest;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Networks written as ONNX files and read again. A file says which layers it was, and they come back: the same declaration, the same
 * Java, and so the same bits. Without what it says about itself, as other tools leave it, it computes the same in double precision,
 * whatever layers it comes back as; those that docs/onnx-export.md says come back as themselves do so.
 */
class RoundTripTest {
    private static final Path PAGE = Path.of("../docs/onnx-export.md");
    private static final String BEGIN = "<!-- layers that come back: begin, written by RoundTripTest -->\n";
    private static final String END = "<!-- layers that come back: end -->";

    /** Only how a parameter begins, or where its name comes from: nothing that a file says. */
    private static final Set<String> NOT_IN_FILES = Set.of("name", "initializer", "constant", "trainable");

    private static final int SAMPLES = 3;

    private final List<String> differences = new ArrayList<>();
    private final Set<String> refused = new TreeSet<>();
    private final Set<String> same = new TreeSet<>();
    private final Set<String> all = new TreeSet<>();
    private int networks;
    private int back;

    @Test
    void whatIsWrittenComesBackAsTheSameDeclaration() {
        SmallNetworksTest.all(RoundTripTest::comesBack);
        for (long seed = 0; seed < 50; seed++) {
            comesBack("random " + seed, Garden.grow(seed, 1 + (int) (seed % 9)));
        }
    }

    private static void comesBack(String name, Network network) {
        if (!Exported.possible(network)) {
            return; // an output is a derivative
        }
        OnnxModel model = ModelReader.read(
                Exported.file(
                        network, new Experiment(network, SAMPLES, 1).point().parameters()),
                null);
        Network again = OnnxImport.of(model, ImportOptions.NONE).network();
        assertThat(again).as(name).isNotNull();
        String declaration = DeclarationWriter.write(again.nodes(), again.outputs());
        assertThat(declaration).as(name).isEqualTo(model.metadata().get(Skeleton.DECLARATION));
    }

    @Test
    void theSameDeclarationIsTheSameJavaAndTheSameBits() {
        List<Network> found = new ArrayList<>();
        SmallNetworksTest.all((name, network) -> {
            if (network.losses().isEmpty() && Exported.possible(network)) {
                found.add(network);
            }
        });
        int compared = 0;
        for (int i = 0; i < found.size(); i += 8) { // a few dozen: all of them would take half a minute
            Network network = found.get(i);
            Map<String, Array> parameters =
                    new Experiment(network, SAMPLES, 1).point().parameters();
            OnnxImport imported =
                    OnnxImport.of(ModelReader.read(Exported.file(network, parameters), null), ImportOptions.NONE);
            assertThat(Compiled.sources("same", Objects.requireNonNull(imported.network()), Options.DEFAULT))
                    .isEqualTo(Compiled.sources("same", network, Options.DEFAULT));
            imported.weights().forEach((parameter, values) -> assertThat(values.numbers())
                    .as(parameter)
                    .isEqualTo(parameters.get(parameter).floats()));
            compared++;
        }
        assertThat(compared).isGreaterThan(30);
    }

    @Test
    void whatAnotherToolHasChangedIsReadNodeByNode() {
        Network network = Network.of(Tensor.input("x", 4)
                .dense(3, o -> o.activation(Activation.TANH))
                .named("hidden")
                .dense(2)
                .named("y"));
        OnnxModel model = ModelReader.read(
                Exported.file(network, new Experiment(network, 1, 1).point().parameters()), null);
        OnnxGraph graph = model.graph();
        List<OnnxNode> nodes = graph.nodes().stream()
                .map(node -> node.operator().equals("Tanh")
                        ? new OnnxNode(node.name(), "", "Sigmoid", node.inputs(), node.outputs(), node.attributes())
                        : node)
                .toList();
        OnnxModel changed = new OnnxModel(
                model.producer(),
                model.opsets(),
                model.functions(),
                model.metadata(),
                new OnnxGraph(graph.name(), nodes, graph.initializers(), graph.inputs(), graph.outputs()));
        Network again = Objects.requireNonNull(
                OnnxImport.of(changed, ImportOptions.NONE).network());
        assertThat(((DenseLayer) again.nodes().get(1).layer()).activation()).isEqualTo(Activation.SIGMOID);
    }

    @Test
    void whatIsReadWithoutItsDeclarationComputesTheSame() throws IOException {
        SmallNetworksTest.all(this::attempt);
        for (long seed = 0; seed < 50; seed++) {
            attempt("random " + seed, Garden.grow(seed, 1 + (int) (seed % 9)));
        }
        assertThat(differences).isEmpty();
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        String section = page.substring(begin, end);
        if (Boolean.getBoolean("nervure.updateGolden")) {
            Files.writeString(PAGE, page.substring(0, begin) + text() + page.substring(end));
        } else {
            Set<String> promised = Arrays.stream(section.split("\n", 2)[0].split("[`, ]+"))
                    .filter(all::contains)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(promised).isNotEmpty();
            assertThat(same).as("layers that come back as themselves").containsAll(promised);
            int least = Integer.parseInt(section.replaceAll("(?s).*\n(\\d+) of \\d+ networks.*", "$1"));
            assertThat(back).as("networks that come back: %s", refused).isGreaterThanOrEqualTo(least);
        }
    }

    private String text() {
        return "As the same layers, with names, attributes and parameters: " + names(same) + ".\n\n"
                + "Others come back as the layers that their operators mean: blocks as what they are made of, and an activation as "
                + "part of the layer before it. Dropout is gone.\n\n"
                + back + " of " + networks
                + " networks of the tests are read again, and compute the same. What stands in the way "
                + "of the others:\n\n"
                + refused.stream().map(reason -> "- " + reason + "\n").collect(Collectors.joining());
    }

    private static String names(Set<String> kinds) {
        return kinds.stream().map(kind -> "`" + kind + "`").collect(Collectors.joining(", "));
    }

    private void attempt(String name, Network network) {
        if (!Exported.possible(network)) {
            return; // an output is a derivative
        }
        networks++;
        Experiment experiment = new Experiment(network, SAMPLES, 1);
        Map<AxisOf, AxisSize> axes = new HashMap<>();
        for (Node input : network.inputs()) {
            List<Dim> sample = input.type().shape().sample();
            if (!sample.isEmpty() && sample.get(0) instanceof Dim.Symbol symbol) {
                axes.put(new AxisOf(input.name(), 1), new AxisSize(symbol.name(), symbol.max()));
            }
        }
        network.nodes().forEach(node -> all.add(node.layer().kind()));
        OnnxModel written =
                ModelReader.read(Exported.file(network, experiment.point().parameters()), null);
        OnnxModel model =
                new OnnxModel(written.producer(), written.opsets(), written.functions(), Map.of(), written.graph());
        OnnxImport imported = OnnxImport.of(model, new ImportOptions(Map.of(), axes, List.of()));
        Network again = imported.network();
        if (again == null || !imported.constants().isEmpty()) {
            refused.addAll(
                    imported.problems().stream().map(RoundTripTest::reason).toList());
            return;
        }
        back++;
        try {
            compare(experiment, imported, again, network);
            layers(network, again);
        } catch (AssertionError | RuntimeException e) {
            differences.add(name + ": " + String.valueOf(e).lines().limit(3).toList());
        }
    }

    private static String reason(Problem problem) {
        return "`" + problem.operator() + "`: "
                + problem.reason().replaceAll("'[^']*'", "a value").replaceAll("\\d+", "N");
    }

    private static void compare(Experiment experiment, OnnxImport imported, Network again, Network network) {
        Map<String, Array> parameters = new LinkedHashMap<>();
        for (ParameterSpec spec : again.parameters()) {
            int[] shape = spec.shape().stream().mapToInt(size -> size).toArray();
            Literal literal = imported.weights().get(spec.name());
            assertThat(literal)
                    .as("%s among %s", spec.name(), imported.weights().keySet())
                    .isNotNull();
            parameters.put(spec.name(), Array.of(literal.numbers(), shape));
        }
        Map<String, Array> sources = new HashMap<>();
        imported.inputs()
                .forEach((file, tensor) ->
                        sources.put(tensor, experiment.point().sources().get(file)));
        Evaluation evaluation =
                Evaluation.of(again, new Point(experiment.point().n(), parameters, sources, Map.of()));
        Map<String, ElementType> outputs = network.outputs().stream()
                .collect(Collectors.toMap(Node::name, output -> output.type().element()));
        assertThat(imported.outputs()).hasSameSizeAs(network.outputs());
        for (OnnxImport.Output output : imported.outputs()) {
            assertThat(outputs).containsKey(output.name());
            experiment.checkForward(
                    output.name(),
                    evaluation.tensor(String.valueOf(output.tensor().name())).floats());
        }
    }

    /** The layers that are there again, with the name of the tensor and the paths of the parameters. */
    private void layers(Network network, Network again) {
        Set<String> found = again.nodes().stream().map(RoundTripTest::described).collect(Collectors.toSet());
        network.nodes().stream()
                .filter(node -> found.contains(described(node)))
                .forEach(node -> same.add(node.layer().kind()));
    }

    private static String described(Node node) {
        Layer layer = node.layer();
        StringBuilder text = new StringBuilder(node.name() + " = " + layer.kind());
        try {
            for (RecordComponent component : layer.getClass().getRecordComponents()) {
                if (!NOT_IN_FILES.contains(component.getName())) {
                    text.append(' ')
                            .append(component.getName())
                            .append('=')
                            .append(spelled(component.getAccessor().invoke(layer)));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        List<String> parameters = node.parameters().stream()
                .map(spec -> spec.name() + spec.shape())
                .toList();
        return text.append(' ')
                .append(parameters)
                .append(' ')
                .append(node.type())
                .toString();
    }

    /** One number stands for as many as there are axes. */
    private static Object spelled(Object value) {
        return value instanceof List<?> list
                        && !list.isEmpty()
                        && Set.copyOf(list).size() == 1
                ? list.get(0)
                : value;
    }
}
