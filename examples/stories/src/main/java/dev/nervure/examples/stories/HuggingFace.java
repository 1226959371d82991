package dev.nervure.examples.stories;

import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.SafetensorsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads a folder with a Llama as Hugging Face writes it: {@code config.json}, and {@code model.safetensors} or its parts with
 * {@code model.safetensors.index.json}.
 *
 * <p>The names are those of {@link Llama}. Only the rows of queries and keys lie otherwise. A rotary position turns pairs of
 * numbers. The file's pairs in a head of {@code d} are {@code (i, i + d/2)}, those of the network {@code (2i, 2i + 1)}.
 */
final class HuggingFace {
    private static final String TABLE = "model.embed_tokens.weight";
    private static final String OUTPUT = "lm_head.weight";

    private HuggingFace() {}

    /**
     * Gives a model the weights of a folder, or leaves it as it is.
     *
     * @param declared what the model was made of
     * @throws IOException if a file is missing, or config or tensors do not fit what is declared
     */
    static void read(Path folder, Llama declared, Model model) throws IOException {
        requireFit(Files.readString(folder.resolve("config.json")), folder, declared);
        Map<String, float[]> values = tensors(folder);
        if (declared.tied()) {
            values.remove(OUTPUT); // some files have the table twice
        }
        TreeSet<String> names = new TreeSet<>(values.keySet());
        for (Parameter parameter : model.weights()) {
            float[] found = values.get(parameter.name());
            if (found == null || found.length != size(parameter)) {
                throw new IOException(folder + " has " + (found == null ? "no " : found.length + " values of ")
                        + parameter.name() + ", expected " + Arrays.toString(parameter.shape()));
            }
            names.remove(parameter.name());
        }
        names.removeIf(
                name -> name.endsWith("rotary_emb.inv_freq")); // old files have it, and it follows from the config
        if (!names.isEmpty()) {
            throw new IOException(folder + " has tensors that the network has not: " + names);
        }
        for (Parameter parameter : model.weights()) {
            float[] found = values.get(parameter.name());
            boolean turned = parameter.name().endsWith("q_proj.weight")
                    || parameter.name().endsWith("k_proj.weight");
            parameter.set(turned ? pairsTogether(found, declared.width(), declared.width() / declared.heads()) : found);
        }
    }

    private static int size(Parameter parameter) {
        return Arrays.stream(parameter.shape()).reduce(1, (a, b) -> a * b);
    }

    /** Rows {@code i} and {@code i + d/2} of each head of {@code d} rows become its rows {@code 2i} and {@code 2i + 1}. */
    private static float[] pairsTogether(float[] rows, int width, int d) {
        float[] together = new float[rows.length];
        for (int row = 0; row < rows.length / width; row++) {
            int in = row % d;
            int to = row - in + (in < d / 2 ? 2 * in : 2 * in - d + 1);
            System.arraycopy(rows, row * width, together, to * width, width);
        }
        return together;
    }

    private static Map<String, float[]> tensors(Path folder) throws IOException {
        Map<String, float[]> values = new HashMap<>();
        for (Path file : files(folder)) {
            try (SafetensorsReader reader = SafetensorsReader.open(file)) {
                reader.tensors().keySet().forEach(name -> values.put(name, reader.floats(name)));
            }
        }
        return values;
    }

    /** The parts that the index names, or the one file. */
    private static List<Path> files(Path folder) throws IOException {
        Path index = folder.resolve("model.safetensors.index.json");
        if (!Files.exists(index)) {
            return List.of(folder.resolve("model.safetensors"));
        }
        Matcher parts = Pattern.compile(":\\s*\"([^\"/\\\\]+\\.safetensors)\"").matcher(Files.readString(index));
        Stream<String> names = parts.results().map(part -> part.group(1)).distinct();
        return names.map(folder::resolve).toList();
    }

    private static void requireFit(String config, Path folder, Llama declared) throws IOException {
        requireEqual(config, "vocab_size", declared.tokens(), folder);
        requireEqual(config, "hidden_size", declared.width(), folder);
        requireEqual(config, "intermediate_size", declared.hidden(), folder);
        requireEqual(config, "num_hidden_layers", declared.layers(), folder);
        requireEqual(config, "num_attention_heads", declared.heads(), folder);
        requireEqual(config, "num_key_value_heads", declared.memoryHeads(), folder);
        requireEqual(config, "rms_norm_eps", Llama.EPS, folder);
        requireEqual(config, "rope_theta", Llama.ROTARY_BASE, folder);
        for (String other : List.of("\"rope_scaling\"\\s*:\\s*\\{", "\"hidden_act\"\\s*:\\s*\"(?!silu\")")) {
            Matcher entry = Pattern.compile(other + "[^,}]*").matcher(config);
            if (entry.find()) {
                throw new IOException(folder + " has " + entry.group() + ", which the network does not have");
            }
        }
    }

    private static void requireEqual(String config, String name, double declared, Path folder) throws IOException {
        Matcher entry = Pattern.compile('"' + name + "\"\\s*:\\s*([-+.0-9eE]+)").matcher(config);
        if (entry.find() && Double.parseDouble(entry.group(1)) != declared) {
            throw new IOException(
                    folder + " has " + name + " " + entry.group(1) + ", and the network declares " + declared);
        }
    }
}
