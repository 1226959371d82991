package dev.nervure.processor.onnx.suite;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.onnx.FileOrder;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.OnnxImport;
import dev.nervure.processor.onnx.translate.Problem;
import dev.nervure.processor.onnx.translate.Size;
import dev.nervure.processor.plan.Options;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Runs official cases: each one read, compiled by javac with many others, run, and compared by the official tolerance. */
final class SuiteRun {
    private static final double ABSOLUTE = 1e-7;
    private static final double RELATIVE = 1e-3;

    /** So many networks are compiled at once: javac starts slowly. */
    private static final int AT_ONCE = 64;

    private final Map<String, SuiteResult> results = new TreeMap<>();
    private final Map<String, SuiteCase> waiting = new LinkedHashMap<>();

    private SuiteRun() {}

    /** The results of all cases below a folder, by name. */
    static List<SuiteResult> of(Path suite) throws IOException {
        SuiteRun run = new SuiteRun();
        for (Path folder : SuiteCase.folders(suite)) {
            run.read(suite, folder);
            if (run.waiting.size() == AT_ONCE) {
                run.compile();
            }
        }
        run.compile();
        return List.copyOf(run.results.values());
    }

    private void read(Path suite, Path folder) throws IOException {
        String name = suite.relativize(folder).toString();
        SuiteCase read;
        try {
            read = SuiteCase.read(suite, folder);
        } catch (RuntimeException e) {
            results.put(name, new SuiteResult(name, "not read", SuiteCase.problem(e), 0, List.of(), false));
            return;
        }
        OnnxImport imported = read.imported();
        if (!imported.problems().isEmpty()) {
            put(
                    read,
                    String.join(
                            "; ",
                            imported.problems().stream().map(SuiteRun::words).toList()),
                    0);
        } else if (imported.outputs().isEmpty()) {
            check(read, null);
        } else {
            waiting.put("onnx.c" + results.size() + "x" + waiting.size(), read);
        }
    }

    private static String words(Problem problem) {
        return problem.operator() + ": " + problem.reason();
    }

    private void put(SuiteCase read, String reason, double ulps) {
        boolean folded = read.imported().outputs().isEmpty();
        results.put(read.name(), new SuiteResult(read.name(), read.family(), reason, ulps, read.bound(), folded));
    }

    private void compile() {
        SortedMap<String, Map<String, String>> sources = new TreeMap<>();
        for (Map.Entry<String, SuiteCase> entry : waiting.entrySet()) {
            Network network = entry.getValue().imported().network();
            try {
                sources.put(entry.getKey(), Compiled.sources(entry.getKey(), network, Options.DEFAULT));
            } catch (RuntimeException e) {
                put(entry.getValue(), "the generator failed: " + e, 0);
            }
        }
        all(sources).forEach((name, classes) -> run(waiting.get(name), classes));
        waiting.clear();
    }

    /** What derivatives differ from, by operator: of its first case with one. */
    static Map<String, String> derivatives(Path suite) throws IOException {
        Map<String, String> results = new TreeMap<>();
        Map<String, CaseDerivative> checked = new LinkedHashMap<>();
        SortedMap<String, Map<String, String>> sources = new TreeMap<>();
        Set<String> operators = new HashSet<>();
        for (Path folder : SuiteCase.folders(suite)) {
            SuiteCase read = SuiteCase.read(suite, folder);
            String operator = CaseDerivative.operator(read);
            if (!operators.add(operator)) {
                continue;
            }
            try {
                CaseDerivative derivative = CaseDerivative.of(read);
                if (derivative == null) {
                    operators.remove(operator); // perhaps another case has floats
                } else {
                    String name = "derivatives.c" + sources.size();
                    sources.put(name, Compiled.sources(name, derivative.network(), Options.DEFAULT));
                    checked.put(name, derivative);
                }
            } catch (RuntimeException e) {
                results.put(operator, read.name() + ": " + e);
            }
        }
        for (Map.Entry<String, Compiled> entry : Compiled.of(sources).entrySet()) {
            CaseDerivative derivative = Objects.requireNonNull(checked.get(entry.getKey()));
            try {
                results.put(
                        derivative.operator(), derivative.check(entry.getValue().model(1)));
            } catch (RuntimeException | LinkageError e) {
                results.put(derivative.operator(), "the run failed: " + e);
            }
        }
        return results;
    }

    /** All networks compiled; by halves if something is wrong with one of them, so that the others stand. */
    private Map<String, Compiled> all(SortedMap<String, Map<String, String>> sources) {
        try {
            return sources.isEmpty() ? Map.of() : Compiled.of(sources);
        } catch (AssertionError e) {
            if (sources.size() == 1) {
                put(waiting.get(sources.firstKey()), "javac refuses the classes: " + firstLine(e), 0);
                return Map.of();
            }
            String middle = List.copyOf(sources.keySet()).get(sources.size() / 2);
            Map<String, Compiled> compiled = new LinkedHashMap<>(all(sources.headMap(middle)));
            compiled.putAll(all(sources.tailMap(middle)));
            return compiled;
        }
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private void run(SuiteCase read, Compiled classes) {
        Network network = read.imported().network();
        try {
            Model model = classes.model(1);
            for (ParameterSpec spec : network.parameters()) {
                model.weights()
                        .get(spec.name())
                        .set(read.imported().weights().get(spec.name()).numbers());
            }
            int n = read.batch();
            Activations a = model.newInferenceActivations(n);
            read.imported()
                    .inputs()
                    .forEach((input, tensor) ->
                            fill(a, network, tensor, read.inputs().get(input)));
            model.forward(a, n);
            check(read, a);
        } catch (RuntimeException | LinkageError e) {
            put(read, "the run failed: " + e, 0);
        }
    }

    private static ElementType element(Network network, String tensor) {
        return network.nodes().stream()
                .filter(node -> node.name().equals(tensor))
                .findFirst()
                .map(node -> node.type().element())
                .orElse(null);
    }

    /** An input that nothing reads is no input of the network. */
    static void fill(Activations a, Network network, String tensor, Literal values) {
        ElementType element = element(network, tensor);
        if (element == ElementType.FLOAT) {
            System.arraycopy(values.numbers(), 0, a.floats(tensor), 0, values.size());
        } else if (element != null) {
            for (int i = 0; i < values.size(); i++) {
                a.ints(tensor)[i] = Math.toIntExact(values.integer(i));
            }
        }
    }

    private void check(SuiteCase read, Activations a) {
        double ulps = 0;
        for (Map.Entry<String, Literal> expected : read.outputs().entrySet()) {
            Literal actual = read.imported().constants().get(expected.getKey());
            if (actual == null) {
                actual = output(read, expected.getKey(), a);
            }
            String difference = difference(actual, expected.getValue());
            if (!difference.isEmpty()) {
                put(read, "output " + expected.getKey() + ": " + difference, 0);
                return;
            }
            ulps = Math.max(ulps, ulps(actual, expected.getValue()));
        }
        put(read, "", ulps);
    }

    private static Literal output(SuiteCase read, String name, Activations a) {
        OnnxImport.Output output = read.imported().outputs().stream()
                .filter(o -> o.name().equals(name))
                .findFirst()
                .orElseThrow();
        Flow flow = output.flow();
        Tensor tensor = output.tensor();
        List<Integer> dims = flow.dims().stream()
                .map(size -> (int) (size.equals(Size.BATCH) ? read.batch() : size.value()))
                .toList();
        int size = Literal.size(dims);
        int[] places = FileOrder.places(flow.axes(), tensor, read.batch(), size);
        if (tensor.type().element() == ElementType.FLOAT) {
            float[] floats = a.floats(tensor.name());
            return Literal.of(flow.type(), List.of(floats.length), floats).picked(dims, places);
        }
        long[] values = Arrays.stream(a.ints(tensor.name())).asLongStream().toArray();
        return Literal.of(flow.type(), List.of(values.length), values).picked(dims, places);
    }

    private static String difference(Literal actual, Literal expected) {
        if (!actual.dims().equals(expected.dims())) {
            return "its sizes are " + actual.dims() + ", not " + expected.dims();
        }
        if (!SuiteCase.alike(actual.type(), expected.type())) {
            return "it holds " + actual.type() + ", not " + expected.type();
        }
        for (int i = 0; i < expected.size(); i++) {
            double a = expected.type().floats() ? actual.number(i) : actual.integer(i);
            double e = expected.type().floats() ? expected.number(i) : expected.integer(i);
            boolean close = expected.type().floats()
                    ? Double.isNaN(e) ? Double.isNaN(a) : a == e || Math.abs(a - e) <= ABSOLUTE + RELATIVE * Math.abs(e)
                    : a == e;
            if (!close) {
                return "value " + i + " is " + a + ", not " + e;
            }
        }
        return "";
    }

    private static double ulps(Literal actual, Literal expected) {
        double largest = 0;
        for (int i = 0; i < expected.size() && expected.type().floats(); i++) {
            float e = expected.number(i);
            if (Float.isFinite(e)) {
                largest = Math.max(largest, Math.abs((double) actual.number(i) - e) / Math.ulp(e));
            }
        }
        return largest;
    }
}
