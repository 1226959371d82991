package dev.nervure.processor.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.processor.onnx.operators.Operators;
import dev.nervure.processor.onnx.translate.ImportOptions;
import dev.nervure.processor.onnx.translate.OnnxImport;
import dev.nervure.processor.onnx.translate.Problem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Graphs that can be read, and that no exporter would write: they are told what is wrong, soon and within some memory. */
class HostileGraphTest {
    /** What a node of each case is changed to; all end within seconds. */
    private static final int CHANGES = 12;

    private static final List<Long> ODD = List.of(
            -1L, 0L, 1L, 2L, 3L, 7L, -9L, 100L, 65_537L, (long) Integer.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);

    private static OnnxNode node(
            String operator, List<String> inputs, String output, Map<String, Attribute> attributes) {
        return new OnnxNode("", "", operator, inputs, List.of(output), attributes);
    }

    private static OnnxModel model(OnnxGraph graph, Map<String, OnnxModel.Function> functions) {
        return new OnnxModel("", Map.of("", 17), functions, Map.of(), graph);
    }

    private static List<ValueInfo> values(String... names) {
        ValueInfo like = ModelReader.read(
                        ProtoBytes.model(new ProtoBytes()
                                .message(11, ProtoBytes.value("x", 1, 3))
                                .message(1, ProtoBytes.node("Relu", "x", "y"))
                                .message(12, ProtoBytes.value("y", 1, 3))),
                        null)
                .graph()
                .inputs()
                .get(0);
        return Stream.of(names)
                .map(name -> new ValueInfo(name, like.type(), like.dims()))
                .toList();
    }

    private static List<String> problems(OnnxModel model) {
        return OnnxImport.of(model, ImportOptions.NONE).problems().stream()
                .map(Problem::reason)
                .toList();
    }

    @Test
    void loopsWithinLoopsEnd() {
        Map<String, Literal> numbers = Map.of(
                "times", Literal.of(DataType.INT64, List.of(), new long[] {1_000}),
                "yes", Literal.of(DataType.BOOL, List.of(), new long[] {1}));
        OnnxGraph body = new OnnxGraph(
                "body",
                List.of(node("Relu", List.of("h"), "next", Map.of()), node("Identity", List.of("go"), "on", Map.of())),
                Map.of(),
                values("i", "go", "h"),
                values("on", "next"));
        for (int i = 0; i < 6; i++) {
            Attribute inner = new Attribute(0, 0, "", null, body, List.of(), List.of(), List.of());
            body = new OnnxGraph(
                    "body",
                    List.of(
                            node("Loop", List.of("times", "yes", "h"), "next", Map.of("body", inner)),
                            node("Identity", List.of("go"), "on", Map.of())),
                    Map.of(),
                    values("i", "go", "h"),
                    values("on", "next"));
        }
        Attribute outer = new Attribute(0, 0, "", null, body, List.of(), List.of(), List.of());
        OnnxGraph graph = new OnnxGraph(
                "graph",
                List.of(node("Loop", List.of("times", "yes", "x"), "y", Map.of("body", outer))),
                numbers,
                values("x"),
                values("y"));
        assertThat(problems(model(graph, Map.of()))).anyMatch(text -> text.contains("more than 100000 nodes"));
    }

    @Test
    void functionsThatDoubleEnd() {
        Map<String, OnnxModel.Function> functions = new HashMap<>();
        functions.put(
                "own.F0",
                new OnnxModel.Function(
                        List.of("a"),
                        List.of("b"),
                        List.of(node("Relu", List.of("a"), "b", Map.of())),
                        Map.of("", 17)));
        for (int i = 1; i <= 40; i++) {
            List<OnnxNode> twice = List.of(
                    new OnnxNode("", "own", "F" + (i - 1), List.of("a"), List.of("h"), Map.of()),
                    new OnnxNode("", "own", "F" + (i - 1), List.of("h"), List.of("b"), Map.of()));
            functions.put("own.F" + i, new OnnxModel.Function(List.of("a"), List.of("b"), twice, Map.of("", 17)));
        }
        OnnxGraph graph = new OnnxGraph(
                "graph",
                List.of(new OnnxNode("", "own", "F40", List.of("x"), List.of("y"), Map.of())),
                Map.of(),
                values("x"),
                values("y"));
        assertThat(problems(model(graph, functions))).anyMatch(text -> text.contains("more than 100000 nodes"));
    }

    @Test
    void constantsThatWouldFillTheMemoryAreRefused() {
        Map<String, Literal> numbers = Map.of(
                "wide", Literal.of(1 << 20, 1 << 10),
                "large", Literal.of(1 << 12, 1 << 12),
                "end", Literal.of(DataType.INT64, List.of(), new long[] {Integer.MAX_VALUE}),
                "zero", Literal.of(DataType.INT64, List.of(), new long[] {0}),
                "one", Literal.of(DataType.INT64, List.of(), new long[] {1}));
        List<OnnxNode> nodes = new ArrayList<>(List.of(
                node("ConstantOfShape", List.of("wide"), "a", Map.of()),
                node("Range", List.of("zero", "end", "one"), "b", Map.of())));
        OnnxGraph graph = new OnnxGraph("graph", nodes, numbers, values("x"), values("a", "b"));
        assertThat(problems(model(graph, Map.of())))
                .anyMatch(text -> text.contains("a value of 1073741824 numbers is computed"))
                .anyMatch(text -> text.contains("a value of 2147483647 numbers is computed"));
        nodes.clear();
        for (int i = 0; i < 100; i++) { // each is small enough, and nobody reads what was before
            nodes.add(node("ConstantOfShape", List.of("large"), "c" + i, Map.of()));
        }
        nodes.add(node("Sum", nodes.stream().map(made -> made.outputs().get(0)).toList(), "y", Map.of()));
        graph = new OnnxGraph("graph", nodes, numbers, values("x"), values("y"));
        assertThat(problems(model(graph, Map.of()))).anyMatch(text -> text.contains("compute more than 268435456"));
    }

    /** Changed attributes, inputs that are left out or swapped, other operators: a network or words, never an exception. */
    @Test
    void nodesThatTheirOperatorsRuleOutAreToldSo() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(HostileGraphTest.class.getResource("/onnx-cases"))
                .toURI());
        List<Path> cases;
        try (Stream<Path> files = Files.walk(folder)) {
            cases = files.filter(file -> file.endsWith("model.onnx")).sorted().toList();
        }
        Random random = new Random(3);
        Set<String> reasons = new TreeSet<>();
        int made = 0;
        for (Path file : cases) {
            OnnxModel model = ModelReader.read(file);
            Map<String, Literal> inputs = inputs(model, file.resolveSibling("test_data_set_0"));
            for (int i = 0; i < CHANGES; i++) {
                OnnxModel changed = changed(model, random);
                Map<String, Literal> fixed = new HashMap<>();
                boolean more = true; // an import of the same inputs would say the same
                for (int turn = 0; more && turn < 4; turn++) {
                    more = false;
                    OnnxImport imported = OnnxImport.of(changed, new ImportOptions(fixed, Map.of(), List.of()));
                    made += imported.problems().isEmpty() ? 1 : 0;
                    for (Problem problem : imported.problems()) {
                        reasons.add(problem.reason().replaceAll("[-0-9.]+|'[^']*'", ""));
                        if (inputs.containsKey(problem.input())) {
                            fixed.put(problem.input(), odd(inputs.get(problem.input()), random));
                            more = true;
                        }
                    }
                }
            }
        }
        assertThat(made).isGreaterThan(1_000); // many changes are none to their operator
        assertThat(reasons).hasSizeGreaterThan(200);
    }

    private static Map<String, Literal> inputs(OnnxModel model, Path data) throws IOException {
        Map<String, Literal> inputs = new HashMap<>();
        List<ValueInfo> given = model.graph().inputs();
        for (int i = 0; i < given.size(); i++) {
            inputs.put(given.get(i).name(), ModelReader.tensor(Files.readAllBytes(data.resolve("input_" + i + ".pb"))));
        }
        return inputs;
    }

    /** Sometimes one of the integers is odd. */
    private static Literal odd(Literal literal, Random random) {
        if (literal.type().floats() || literal.size() == 0 || random.nextBoolean()) {
            return literal;
        }
        long[] values = literal.integers();
        values[random.nextInt(values.length)] = ODD.get(random.nextInt(ODD.size()));
        return Literal.of(literal.type(), literal.dims(), values);
    }

    private static OnnxModel changed(OnnxModel model, Random random) {
        List<OnnxNode> nodes = new ArrayList<>(model.graph().nodes());
        int at = random.nextInt(nodes.size());
        nodes.set(at, changed(nodes.get(at), random));
        OnnxGraph graph = model.graph();
        return new OnnxModel(
                model.producer(),
                model.opsets(),
                model.functions(),
                Map.of(),
                new OnnxGraph(graph.name(), nodes, graph.initializers(), graph.inputs(), graph.outputs()));
    }

    private static OnnxNode changed(OnnxNode node, Random random) {
        Map<String, Attribute> attributes = new HashMap<>(node.attributes());
        List<String> inputs = new ArrayList<>(node.inputs());
        String operator = node.operator();
        List<String> names = new ArrayList<>(new TreeSet<>(attributes.keySet()));
        switch (inputs.isEmpty() ? 3 : random.nextInt(names.isEmpty() ? 4 : 7)) {
            case 0 -> inputs.set(random.nextInt(inputs.size()), "");
            case 1 -> Collections.shuffle(inputs, random);
            case 2 -> inputs.remove(inputs.size() - 1);
            case 3 -> {
                List<String> known = new ArrayList<>(Operators.names());
                operator = known.get(random.nextInt(known.size()));
            }
            case 4 -> attributes.remove(names.get(random.nextInt(names.size())));
            default -> {
                String name = names.get(random.nextInt(names.size()));
                Attribute before = Objects.requireNonNull(attributes.get(name));
                List<Long> integers = new ArrayList<>(before.integers());
                long odd = ODD.get(random.nextInt(ODD.size()));
                if (!integers.isEmpty() && random.nextInt(4) > 0) {
                    integers.set(random.nextInt(integers.size()), odd);
                } else if (!integers.isEmpty()) {
                    integers.remove(0);
                }
                attributes.put(
                        name,
                        new Attribute(
                                odd,
                                odd,
                                before.text(),
                                before.tensor(),
                                before.graph(),
                                List.of(),
                                integers,
                                List.of()));
            }
        }
        return new OnnxNode(node.name(), node.domain(), operator, inputs, node.outputs(), attributes);
    }
}
