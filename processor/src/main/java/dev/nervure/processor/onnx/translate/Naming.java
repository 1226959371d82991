package dev.nervure.processor.onnx.translate;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.network.Graph;
import dev.nervure.processor.onnx.OnnxNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Makes names of Java of the names in a file. */
final class Naming {
    /** Longer names are cut: nobody reads them. */
    private static final int LONGEST = 60;

    private final Set<String> taken = new HashSet<>();
    private final Set<String> outputs;
    private final Map<String, String> wanted = new HashMap<>();

    private final Map<String, Integer> last = new HashMap<>(); // the last number behind a name

    /**
     * Names for a graph.
     *
     * @param outputs the outputs of the graph, whose tensors are called after them
     */
    Naming(Set<String> outputs) {
        this.outputs = Set.copyOf(outputs);
    }

    /** A name that nothing else has, like {@code name}; one that says nothing becomes {@code otherwise}. */
    String unique(String name, String otherwise) {
        String base = identifier(name);
        if (base.isEmpty()) {
            base = identifier(otherwise);
        }
        String free = base;
        int number = last.getOrDefault(base, 1);
        while (!taken.add(free)) {
            free = base + (Character.isDigit(base.charAt(base.length() - 1)) ? "_" : "") + ++number;
        }
        last.put(base, number);
        wanted.put(free, base);
        return free;
    }

    /**
     * Gives tensors the names that they would have had without those that have fallen away: the plain one to the last of several,
     * and the others the kind of their layer behind it.
     */
    void tidy(List<Tensor> outputs) {
        List<Tensor> tensors = new ArrayList<>(Graph.reachable(outputs, tensor -> false));
        tensors.sort(Comparator.comparingLong(Tensor::order).reversed());
        Set<String> used = new HashSet<>();
        tensors.forEach(tensor -> used.add(String.valueOf(tensor.name())));
        for (Tensor tensor : tensors) {
            String name = tensor.name();
            String base = name == null ? null : wanted.get(name);
            if (name == null || base == null || base.equals(name) || outputs.contains(tensor)) {
                continue;
            }
            String kind = base + tensor.layer().kind();
            String better = used.add(base) ? base : kind;
            for (int i = 2; !better.equals(base) && !used.add(better); i++) {
                better = kind + i;
            }
            tensor.named(better);
        }
    }

    /** The name of the tensor that a node gives: {@code encoderLayer0Fc} for {@code /encoder/layer.0/fc/Gemm}. */
    String of(OnnxNode node, String output) {
        if (outputs.contains(output) && !identifier(output).isEmpty()) {
            return unique(output, output);
        }
        String name = node.name().isEmpty() ? output.replaceAll("_output_\\d+$", "") : node.name();
        int last = Math.max(name.lastIndexOf('/'), name.lastIndexOf("."));
        String ending = name.substring(last + 1);
        boolean saysOperator = ending.matches("(?i)" + node.operator() + "(_\\d+)?") || ending.matches("node_.*");
        return unique(last > 0 && saysOperator ? name.substring(0, last) : saysOperator ? "" : name, node.operator());
    }

    /** A name in camel case; empty if nothing is left of it. */
    static String identifier(String name) {
        List<String> words = new ArrayList<>();
        for (String word : name.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        while (!words.isEmpty() && Character.isDigit(words.get(0).charAt(0))) {
            words.remove(0);
        }
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            if (text.length() < LONGEST) {
                boolean shouting = word.equals(word.toUpperCase(Locale.ROOT));
                String small = shouting ? word.toLowerCase(Locale.ROOT) : word;
                char first = small.charAt(0);
                text.append(text.isEmpty() ? Character.toLowerCase(first) : Character.toUpperCase(first));
                text.append(small.substring(1));
            }
        }
        return SourceVersion.isKeyword(text) ? text + "Value" : text.toString();
    }

    /** The path of a parameter: words between dots. */
    static String path(String name) {
        return name.replaceAll("[^\\w.]+", "_").replaceAll("\\.+", ".").replaceAll("^\\.|\\.$", "");
    }
}
