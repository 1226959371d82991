package dev.nervure.runtime.generated;

import dev.nervure.runtime.Dtype;
import dev.nervure.runtime.Load;
import dev.nervure.runtime.Precision;
import dev.nervure.runtime.SafetensorsReader;
import dev.nervure.runtime.SafetensorsTensor;
import dev.nervure.runtime.SafetensorsWriter;
import dev.nervure.runtime.kernel.matrix.ByteWeights;
import dev.nervure.runtime.kernel.matrix.ShortWeights;
import dev.nervure.runtime.kernel.matrix.SmallWeights;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Parameters as safetensors, under PyTorch's names and in its layouts. Next to the statistics of a batch norm PyTorch also
 * keeps a count of batches; it is carried from file to file, so that PyTorch finds all that it looks for.
 *
 * <p>Reading uses no lambda, of which the first of a process costs more than reading a small network.
 */
final class WeightsFile {
    /** In the metadata: a hash of what the network that saved the file computes. */
    static final String NETWORK = "nervure.network";

    /** In the metadata: that 16-bit floats stay so when they are read. Files from elsewhere are read as 32-bit floats. */
    static final String PRECISION = "nervure.precision";

    static final String AS_STORED = "as stored";

    /** In the metadata: the names of the classes, one a line. */
    static final String CLASSES = "nervure.classes";

    private static final String RUNNING_VAR = ".running_var";
    private static final int LEAST_GROUP = 8; // inputs that share a scale
    private static final int FEW_TENSORS = 4_000; // of files that hold a model among others

    private final String model;
    private final String network;
    private final String classes; // one a line
    private final Map<String, CompiledParameter> parameters = new LinkedHashMap<>();

    /**
     * @param network a hash of what the model computes; empty if it has none
     * @param classes the names of the classes; empty if there are none
     */
    WeightsFile(String model, String network, List<String> classes, Iterable<CompiledParameter> parameters) {
        this.model = model;
        this.network = network;
        this.classes = String.join("\n", classes);
        for (CompiledParameter parameter : parameters) {
            this.parameters.put(parameter.name(), parameter);
        }
    }

    void write(Path file) {
        writer().write(file);
    }

    void write(OutputStream out) {
        writer().write(out);
    }

    private SafetensorsWriter writer() {
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt"); // PyTorch's libraries ask for it
        for (CompiledParameter parameter : parameters.values()) {
            if (parameter.precision() != Precision.FLOAT32) {
                writer.metadata(PRECISION, AS_STORED);
            }
        }
        if (!network.isEmpty()) {
            writer.metadata(NETWORK, network);
        }
        if (!classes.isEmpty()) {
            writer.metadata(CLASSES, classes);
        }
        parameters.forEach((name, parameter) -> {
            values(writer, name, parameter);
            String count = count(name);
            if (count != null) {
                writer.longs(count, new int[0], parameter.batchesTracked());
            }
        });
        return writer;
    }

    /** The values in the precision that they are held in. */
    private static void values(SafetensorsWriter writer, String name, CompiledParameter parameter) {
        if (parameter.precision() == Precision.FLOAT32) {
            writer.floats(name, parameter.shape(), parameter::values);
        } else if (parameter.precision() == Precision.INT8) {
            writer.bytes(
                    name,
                    Dtype.I8,
                    parameter.shape(),
                    () -> ByteBuffer.wrap(bytes(parameter).values()));
            int outputs = parameter.outputs();
            int groups = bytes(parameter).scales().length / outputs;
            int[] shape = groups == 1 ? new int[] {outputs} : new int[] {outputs, groups};
            writer.floats(name + SafetensorsReader.SCALE, shape, () -> bytes(parameter)
                    .scales());
        } else {
            Dtype dtype = parameter.precision() == Precision.BFLOAT16 ? Dtype.BF16 : Dtype.F16;
            writer.bytes(name, dtype, parameter.shape(), () -> littleEndian(parameter));
        }
    }

    private static ByteWeights bytes(CompiledParameter parameter) {
        return (ByteWeights) Objects.requireNonNull(parameter.small());
    }

    private static ByteBuffer littleEndian(CompiledParameter parameter) {
        short[] bits = ((ShortWeights) Objects.requireNonNull(parameter.small())).values();
        ByteBuffer bytes = ByteBuffer.allocate(bits.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(bits);
        return bytes;
    }

    Load.Match restore(Path file, Load load) {
        try (SafetensorsReader reader = SafetensorsReader.open(file, maxTensors())) {
            return restore(reader, load);
        }
    }

    Load.Match restore(InputStream in, Load load) {
        return restore(SafetensorsReader.of(in, maxTensors()), load);
    }

    Load.Match restore(ByteBuffer bytes, Load load) {
        return restore(SafetensorsReader.of(bytes, maxTensors()), load);
    }

    /** How many tensors a file may have, so that what a hostile one takes follows from the model. */
    private int maxTensors() {
        return FEW_TENSORS + 4 * parameters.size();
    }

    /**
     * Reads parameters, or leaves all as they are.
     *
     * @throws dev.nervure.runtime.WeightsFileException if the file is damaged, or its tensors do not fit
     */
    private Load.Match restore(SafetensorsReader reader, Load load) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        for (CompiledParameter parameter : parameters.values()) {
            shapes.put(parameter.name(), parameter.shape());
        }
        Load.Match match = reader.match(shapes, load);
        requireNetwork(reader, load);
        requireClasses(reader, load);
        Map<String, String> wanted = new LinkedHashMap<>(); // the names in the file, and the parameters'
        for (Map.Entry<String, String> entry : match.names().entrySet()) {
            wanted.put(entry.getValue(), entry.getKey());
        }
        Map<String, String> counts = counts(reader, load, match);
        Map<String, String> scales = scales(reader, load, wanted);
        boolean held = AS_STORED.equals(reader.metadata().get(PRECISION));
        Map<CompiledParameter, float[]> values = new LinkedHashMap<>();
        Map<CompiledParameter, byte[]> bytes = new LinkedHashMap<>();
        Map<CompiledParameter, float[]> ofBytes = new LinkedHashMap<>();
        Map<CompiledParameter, ShortWeights> shorts = new LinkedHashMap<>();
        Map<CompiledParameter, Long> batches = new LinkedHashMap<>();
        for (String inFile : reader.tensors().keySet()) { // in the order of the data, as a stream needs it
            String name = wanted.get(inFile);
            String counted = counts.get(inFile);
            String scaled = scales.get(inFile);
            if (name != null && isOf(reader, inFile, Dtype.I8)) {
                bytes.put(parameter(name), all(reader.bytes(inFile)));
            } else if (name != null && held && isOf(reader, inFile, Dtype.F16, Dtype.BF16)) {
                shorts.put(parameter(name), shorts(reader, inFile));
            } else if (name != null) {
                values.put(parameter(name), reader.floats(inFile));
            } else if (scaled != null) {
                ofBytes.put(parameter(scaled), reader.floats(inFile));
            } else if (counted != null) {
                batches.put(parameter(counted), batches(reader, inFile));
            }
        }
        reader.finish();
        Map<CompiledParameter, SmallWeights> small = new LinkedHashMap<>(shorts);
        for (Map.Entry<CompiledParameter, byte[]> read : bytes.entrySet()) {
            small.put(read.getKey(), weights(reader, read.getKey(), read.getValue(), ofBytes));
        }
        for (Map.Entry<CompiledParameter, SmallWeights> read : small.entrySet()) {
            read.getKey().take(read.getValue());
            read.getKey().batchesTracked(0L);
        }
        for (Map.Entry<CompiledParameter, float[]> read : values.entrySet()) {
            read.getKey().set(read.getValue());
            read.getKey().batchesTracked(batches.getOrDefault(read.getKey(), 0L));
        }
        return match;
    }

    /** The scales of the tensors of bytes that are read: their names in the file, and those of the parameters. */
    private static Map<String, String> scales(SafetensorsReader reader, Load load, Map<String, String> wanted) {
        Map<String, String> parameterOf = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : wanted.entrySet()) {
            if (isOf(reader, entry.getKey(), Dtype.I8)) {
                parameterOf.put(entry.getValue() + SafetensorsReader.SCALE, entry.getValue());
            }
        }
        Map<String, String> scales = new LinkedHashMap<>();
        if (!parameterOf.isEmpty()) {
            for (String inFile : reader.tensors().keySet()) {
                String parameter = parameterOf.get(load.rename(inFile));
                if (parameter != null) {
                    scales.put(inFile, parameter);
                }
            }
        }
        return scales;
    }

    private static boolean isOf(SafetensorsReader reader, String name, Dtype... types) {
        SafetensorsTensor tensor = reader.tensors().get(name);
        for (Dtype type : types) {
            if (tensor != null && tensor.dtype() == type) {
                return true;
            }
        }
        return false;
    }

    private static byte[] all(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static ShortWeights shorts(SafetensorsReader reader, String name) {
        ByteBuffer bytes = reader.bytes(name);
        short[] bits = new short[bytes.remaining() / Short.BYTES];
        bytes.asShortBuffer().get(bits);
        return new ShortWeights(bits, isOf(reader, name, Dtype.BF16));
    }

    /** Bytes with their scales: one for all, one for each output, or one for each group of inputs of an output. */
    private static ByteWeights weights(
            SafetensorsReader reader,
            CompiledParameter parameter,
            byte[] values,
            Map<CompiledParameter, float[]> scalesOf) {
        float[] scales = scalesOf.getOrDefault(parameter, new float[0]);
        int outputs = parameter.outputs();
        int inputs = values.length / Math.max(1, outputs);
        if (scales.length == 1 && outputs > 1) {
            float one = scales[0];
            scales = new float[outputs];
            Arrays.fill(scales, one);
        }
        int groups = scales.length / Math.max(1, outputs);
        boolean fit = groups > 0 && scales.length == groups * outputs && inputs % groups == 0;
        if (!fit || groups > 1 && inputs / groups < LEAST_GROUP) {
            throw reader.error(scales.length + " scales " + parameter.name() + SafetensorsReader.SCALE + " do not suit "
                    + parameter.name() + " " + Arrays.toString(parameter.shape()) + ": expected one, " + outputs
                    + ", or " + outputs + " for each group of at least " + LEAST_GROUP + " inputs");
        }
        return new ByteWeights(values, scales);
    }

    /** The counts of batches of the parameters that are read: their names in the file, and those of the parameters. */
    private static Map<String, String> counts(SafetensorsReader reader, Load load, Load.Match match) {
        Map<String, String> parameterOf = new LinkedHashMap<>();
        for (String name : match.names().keySet()) {
            String count = count(name);
            if (count != null) {
                parameterOf.put(count, name);
            }
        }
        Map<String, String> counts = new LinkedHashMap<>();
        for (String inFile : reader.tensors().keySet()) {
            String parameter = parameterOf.get(load.rename(inFile));
            if (parameter != null) {
                counts.put(inFile, parameter);
            }
        }
        return counts;
    }

    private static long batches(SafetensorsReader reader, String name) {
        long[] values = reader.longs(name);
        if (values.length != 1 || values[0] < 0) {
            throw reader.error("tensor '" + name + "' is not one count of batches");
        }
        return values[0];
    }

    private CompiledParameter parameter(String name) {
        CompiledParameter parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException(name);
        }
        return parameter;
    }

    private void requireNetwork(SafetensorsReader reader, Load load) {
        String found = reader.metadata().getOrDefault(NETWORK, network);
        if (!load.isOfAnyNetwork() && !network.isEmpty() && !found.equals(network)) {
            throw reader.error("was saved by a network that computes something else than " + model
                    + ": the parameters fit, but layers differ in kind, order or attributes. If that is meant, load it with"
                    + " Load.strict().ofAnyNetwork()");
        }
    }

    /** The same classes in another order would be said by wrong names. A part of a network may have others. */
    private void requireClasses(SafetensorsReader reader, Load load) {
        String found = reader.metadata().getOrDefault(CLASSES, classes);
        if (!load.isPartial() && !load.isOfAnyNetwork() && !classes.isEmpty() && !found.equals(classes)) {
            throw reader.error("has weights for the classes " + shown(found) + ", and " + model + " has the classes "
                    + shown(classes) + ". If that is meant, load it with Load.strict().ofAnyNetwork()");
        }
    }

    private static String shown(String lines) {
        String names = lines.replace("\n", ", ");
        return "[" + (names.length() > 100 ? names.substring(0, 100) + "…" : names) + "]";
    }

    /** Under what name PyTorch keeps the count of batches of a running variance; null for other parameters. */
    private static @Nullable String count(String name) {
        return name.endsWith(RUNNING_VAR)
                ? name.substring(0, name.length() - RUNNING_VAR.length()) + SafetensorsReader.BATCHES_TRACKED
                : null;
    }
}
