package dev.nervure.runtime.generated;

import dev.nervure.runtime.LayerInfo;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.TensorInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a model says about itself: its layers as a table, and all of it in one line. */
final class Summary {
    private static final List<String> TITLES = List.of("layer", "kind", "output", "parameters");
    private static final String GAP = "  ";

    private Summary() {}

    /** One row a layer, in the order in which they are computed; a parameter counts where it is read first. */
    static String of(CompiledModel<?, ?> model) {
        List<List<String>> rows = new ArrayList<>(List.of(TITLES));
        Set<String> counted = new HashSet<>();
        for (LayerInfo layer : Layers.of(model.newInferenceActivations(1)).all()) {
            int own = layer.parameters().stream()
                    .filter(counted::add)
                    .mapToInt(name -> model.weights().get(name).size())
                    .sum();
            rows.add(List.of(
                    layer.tensor(),
                    layer.function().isEmpty() ? layer.kind() : layer.kind() + " " + layer.function(),
                    (layer.integers() ? "int " : "") + layer.shape(),
                    layer.parameters().isEmpty() ? "" : number(own)));
        }
        return line(model) + "\n\n" + table(rows) + "\n" + total(model) + "\n";
    }

    private static String table(List<List<String>> rows) {
        int[] widths = new int[TITLES.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String space = " ".repeat(widths[i] - row.get(i).length());
                boolean last = i == widths.length - 1;
                text.append(last ? space + row.get(i) : row.get(i) + space + GAP);
            }
            table.append(text.toString().stripTrailing()).append('\n');
        }
        return table.toString();
    }

    private static String total(CompiledModel<?, ?> model) {
        long all = 0;
        long trainable = 0;
        for (Parameter parameter : model.weights()) {
            all += parameter.size();
            trainable += parameter.trainable() ? parameter.size() : 0;
        }
        return number(all) + " parameters: " + number(trainable) + " trainable, " + number(all - trainable) + " not";
    }

    /** Its inputs, outputs and size. */
    static String line(CompiledModel<?, ?> model) {
        return model.name() + "(" + names(model.inputs()) + ") → " + names(model.outputs()) + ", "
                + number(values(model.weights())) + " parameters";
    }

    private static String names(List<TensorInfo> tensors) {
        return tensors.stream().map(TensorInfo::toString).collect(Collectors.joining(", "));
    }

    /** The number of values of all parameters. */
    static long values(Iterable<Parameter> weights) {
        long values = 0;
        for (Parameter parameter : weights) {
            values += parameter.size();
        }
        return values;
    }

    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
