package dev.nervure.processor.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of ONNX: protocol buffers, of which only the fields that matter are known, and all others left out. A file that
 * is damaged or hostile gives one {@link OnnxException}; no more memory is taken than a few times what the file holds.
 */
public final class ModelReader {
    private ModelReader() {}

    /**
     * Reads a file, and the files beside it that hold its numbers.
     *
     * @throws OnnxException if it is not a model that can be read
     * @throws IOException if it is not there, or cannot be read
     */
    public static OnnxModel read(Path file) throws IOException {
        if (Files.size(file) > Integer.MAX_VALUE - 8) {
            throw new OnnxException("the file has over 2 GB; keep its numbers in a file beside it (external data)");
        }
        Path folder = file.toAbsolutePath().getParent();
        return read(Files.readAllBytes(file), folder);
    }

    /**
     * Reads a model.
     *
     * @param data the file
     * @param folder where its external data lies; null if nowhere
     */
    public static OnnxModel read(byte[] data, @Nullable Path folder) {
        ExternalData files = new ExternalData(folder);
        String producer = "";
        String version = "";
        Map<String, Integer> opsets = new HashMap<>();
        Map<String, OnnxModel.Function> functions = new HashMap<>();
        Map<String, String> metadata = new HashMap<>();
        List<Wire> graphs = new ArrayList<>();
        Wire wire = new Wire(data);
        while (wire.next()) {
            switch (wire.field()) {
                case 2 -> producer = wire.text();
                case 3 -> version = wire.text();
                case 7 -> graphs.add(wire.message());
                case 8 -> opset(wire.message(), opsets);
                case 14 -> metadata(wire.message(), metadata);
                case 25 -> function(wire.message(), files, functions);
                default -> wire.skip();
            }
        }
        if (graphs.isEmpty() || opsets.isEmpty()) {
            throw new OnnxException("the file has no graph, or does not say the version of its operators; is it ONNX?");
        }
        OnnxGraph graph = new GraphReader(files).read(graphs);
        return new OnnxModel((producer + " " + version).trim(), opsets, functions, metadata, graph);
    }

    /** A tensor that stands in a file of its own, as those that go with test cases. */
    public static Literal tensor(byte[] data) {
        return TensorReader.read(new Wire(data), new ExternalData(null)).literal();
    }

    /** ONNX's own operators go by two names of their domain. */
    static String domain(String name) {
        return name.equals("ai.onnx") ? "" : name;
    }

    private static void metadata(Wire wire, Map<String, String> metadata) {
        String key = "";
        String value = "";
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> key = wire.text();
                case 2 -> value = wire.text();
                default -> wire.skip();
            }
        }
        metadata.put(key, value);
    }

    private static void opset(Wire wire, Map<String, Integer> opsets) {
        String domain = "";
        long version = 1;
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> domain = wire.text();
                case 2 -> version = wire.integer();
                default -> wire.skip();
            }
        }
        if (version < 1 || version > 1_000) {
            throw new OnnxException("version " + version + " of the operators of '" + domain + "' does not exist");
        }
        opsets.put(domain(domain), (int) version);
    }

    private static void function(Wire wire, ExternalData files, Map<String, OnnxModel.Function> functions) {
        String name = "";
        String domain = "";
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        List<OnnxNode> nodes = new ArrayList<>();
        Map<String, Integer> opsets = new HashMap<>();
        GraphReader reader = new GraphReader(files);
        while (wire.next()) {
            switch (wire.field()) {
                case 1 -> name = wire.text();
                case 4 -> inputs.add(wire.text());
                case 5 -> outputs.add(wire.text());
                case 7 -> nodes.add(reader.node(wire.message()));
                case 9 -> opset(wire.message(), opsets);
                case 10 -> domain = wire.text();
                default -> wire.skip();
            }
        }
        List<ValueInfo> given =
                inputs.stream().map(i -> new ValueInfo(i, null, null)).toList();
        List<OnnxNode> sorted = GraphReader.sorted(nodes, given, java.util.Set.of());
        String key = domain(domain).isEmpty() ? name : domain(domain) + "." + name;
        functions.put(key, new OnnxModel.Function(inputs, outputs, sorted, opsets));
    }
}
