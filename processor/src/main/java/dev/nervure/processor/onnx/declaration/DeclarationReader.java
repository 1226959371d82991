package dev.nervure.processor.onnx.declaration;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.layer.RepeatLayer;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link DeclarationWriter} writes. The text comes from a file, and may be anything. */
public final class DeclarationReader {
    /** Lines times the turns of blocks within blocks: what a network from a file may become. */
    private static final long MOST = 200_000;

    private final List<String> lines;
    private int next;
    private long turns = 1; // of the blocks around the line

    private DeclarationReader(String text) {
        this.lines = text.lines().map(String::strip).toList();
    }

    /**
     * The outputs of the network that a text declares.
     *
     * @throws IllegalArgumentException if the text declares none
     * @throws dev.nervure.dsl.NetworkException if a layer does not fit the tensors that it reads
     */
    public static List<Tensor> read(String text) {
        DeclarationReader reader = new DeclarationReader(text);
        Map<String, Tensor> tensors = new HashMap<>();
        reader.layers(tensors, "outputs ");
        return reader.named(reader.lines.get(reader.next).substring("outputs ".length()), tensors);
    }

    /** The layers up to a line that begins with {@code end}. */
    private void layers(Map<String, Tensor> tensors, String end) {
        while (!line().startsWith(end)) {
            String[] sides = line().split(" = ", 2);
            if (sides.length != 2) {
                throw new IllegalArgumentException("no layer: " + line());
            }
            String[] parts = sides[1].split(" : ", 2);
            List<Tensor> reads = parts.length == 2 ? named(parts[1], tensors) : List.of();
            next++;
            Tensor tensor = tensor(parts[0].split(" ", -1), reads);
            tensors.put(sides[0], tensor.named(sides[0]));
        }
    }

    private String line() {
        if (next >= lines.size()) {
            throw new IllegalArgumentException("the text ends early");
        }
        return lines.get(next);
    }

    private List<Tensor> named(String names, Map<String, Tensor> tensors) {
        List<Tensor> found = new ArrayList<>();
        for (String name : names.split(" ", -1)) {
            Tensor tensor = tensors.get(name);
            if (tensor == null) {
                throw new IllegalArgumentException("no tensor " + name);
            }
            found.add(tensor);
        }
        return found;
    }

    private Tensor tensor(String[] words, List<Tensor> reads) {
        Class<? extends Layer> type = Layers.layer(words[0]);
        if (type == null || !type.isRecord()) {
            throw new IllegalArgumentException("no layer " + words[0]);
        }
        Map<String, Object> attributes = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
            String[] sides = words[i].split("=", 2);
            for (RecordComponent component : type.getRecordComponents()) {
                if (component.getName().equals(sides[0]) && sides.length == 2) {
                    attributes.put(sides[0], Values.read(component, sides[1]));
                }
            }
        }
        return type == RepeatLayer.class
                ? repeated(attributes, reads)
                : Tensor.of(Layers.of(type, attributes), reads.toArray(new Tensor[0]));
    }

    private Tensor repeated(Map<String, Object> attributes, List<Tensor> reads) {
        String[] inputs = line().split(" ", -1);
        if (!inputs[0].equals("{") || inputs.length != reads.size() + 1) {
            throw new IllegalArgumentException("no block: " + line());
        }
        next++;
        int times = (Integer) attributes.getOrDefault("times", 0);
        String name = (String) attributes.getOrDefault("name", "");
        boolean recompute = (Boolean) attributes.getOrDefault("recompute", false);
        long around = turns;
        turns *= Math.max(1, times);
        if (turns * lines.size() > MOST) {
            throw new IllegalArgumentException("blocks with " + turns + " turns of " + lines.size() + " lines");
        }
        Tensor result = reads.get(0).repeat(times, name, o -> o.recompute(recompute), x -> {
            Map<String, Tensor> within = new HashMap<>();
            for (int i = 0; i < reads.size(); i++) {
                within.put(inputs[i + 1], i == 0 ? x : reads.get(i));
            }
            layers(within, "} ");
            return named(lines.get(next++).substring(2), within).get(0);
        });
        turns = around;
        return result;
    }
}
