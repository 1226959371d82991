package dev.nervure.processor.onnx.suite;

import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.ModelReader;
import dev.nervure.processor.onnx.OnnxException;
import dev.nervure.processor.onnx.OnnxModel;
import dev.nervure.processor.onnx.ValueInfo;
import dev.nervure.processor.onnx.translate.ImportOptions;
import dev.nervure.processor.onnx.translate.OnnxImport;
import dev.nervure.processor.onnx.translate.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A case in the official layout: {@code model.onnx}, and a folder {@code test_data_set_0} with a tensor for each input and
 * output.
 *
 * @param name its folder, such as {@code node/test_add}
 * @param model the model
 * @param inputs the values of the inputs, by name
 * @param outputs the expected values, by name
 * @param bound the inputs whose values had to be known while the graph was compiled
 * @param imported the network, or what stands in the way
 */
record SuiteCase(
        String name,
        OnnxModel model,
        Map<String, Literal> inputs,
        Map<String, Literal> outputs,
        List<String> bound,
        OnnxImport imported) {

    /** More inputs are never bound; each takes a walk through the graph. */
    private static final int MOST_BOUND = 16;

    /** The folders below a folder that hold a case. */
    static List<Path> folders(Path suite) throws IOException {
        try (Stream<Path> files = Files.walk(suite, 3)) {
            return files.filter(file -> file.endsWith("model.onnx"))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        }
    }

    /** Reads a case, and binds inputs as long as nodes ask for their values. */
    static SuiteCase read(Path suite, Path folder) throws IOException {
        OnnxModel model = ModelReader.read(folder.resolve("model.onnx"));
        Map<String, Literal> inputs = new LinkedHashMap<>();
        Map<String, Literal> outputs = new LinkedHashMap<>();
        Path data = folder.resolve("test_data_set_0");
        List<ValueInfo> given = model.graph().inputs();
        for (int i = 0; i < given.size(); i++) {
            inputs.put(given.get(i).name(), ModelReader.tensor(Files.readAllBytes(data.resolve("input_" + i + ".pb"))));
        }
        List<ValueInfo> expected = model.graph().outputs();
        for (int i = 0; i < expected.size(); i++) {
            outputs.put(
                    expected.get(i).name(),
                    ModelReader.tensor(Files.readAllBytes(data.resolve("output_" + i + ".pb"))));
        }
        List<String> bound = new ArrayList<>();
        OnnxImport imported = imported(model, inputs, bound);
        return new SuiteCase(suite.relativize(folder).toString(), model, inputs, outputs, bound, imported);
    }

    private static OnnxImport imported(OnnxModel model, Map<String, Literal> inputs, List<String> bound) {
        while (true) {
            Map<String, Literal> fixed = new LinkedHashMap<>();
            bound.forEach(input -> fixed.put(input, inputs.get(input)));
            OnnxImport imported = OnnxImport.of(model, new ImportOptions(fixed, Map.of(), List.of()));
            Optional<String> needed = imported.problems().stream()
                    .map(Problem::input)
                    .filter(input -> inputs.containsKey(input) && !bound.contains(input))
                    .findFirst();
            if (needed.isEmpty() || bound.size() == MOST_BOUND) {
                return imported;
            }
            bound.add(needed.get());
        }
    }

    /** The first operator of the case that is not about constants: its family. */
    String family() {
        return model.graph().nodes().stream()
                .map(node -> node.kind())
                .filter(kind -> !kind.equals("Constant"))
                .findFirst()
                .orElse("Constant");
    }

    /** The number of samples that the inputs hold. */
    int batch() {
        if (!imported.batched()) {
            return 1;
        }
        return imported.inputs().keySet().stream()
                .map(input -> inputs.get(input).dims().get(0))
                .findFirst()
                .orElse(1);
    }

    /** Whether a type is one that a value is computed as: all fractions as 32-bit floats. */
    static boolean alike(DataType a, DataType b) {
        return a == b || (a.floats() && b.floats());
    }

    /** A case that cannot even be read. */
    static String problem(Exception e) {
        return e instanceof OnnxException ? e.getMessage() : e.toString();
    }
}
