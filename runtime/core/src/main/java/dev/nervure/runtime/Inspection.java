package dev.nervure.runtime;

import dev.nervure.runtime.chart.Chart;
import dev.nervure.runtime.chart.HeatMap;
import dev.nervure.runtime.chart.LineChart;
import dev.nervure.runtime.chart.Panels;
import dev.nervure.runtime.inspection.DeadUnits;
import dev.nervure.runtime.inspection.EightBit;
import dev.nervure.runtime.inspection.LayerGradient;
import dev.nervure.runtime.inspection.Statistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a call: the activations, and after a backward pass the gradients, by name.
 *
 * <pre>{@code
 * DigitsActivations a = model.newActivations(32);
 * DigitsGradients g = model.newGradients(32);
 * …
 * model.forward(a, 32);
 * model.backward(a, g, 32);
 * Inspection look = Inspection.of(model, a, g);
 * System.out.println(look);
 * look.statistics("hidden").quantile(0.99);
 * look.attention("encoder.layers.0.attention", 3);
 * }</pre>
 *
 * <p>It reads what the passes left, when it is asked; the passes know nothing of it. Of samples shorter than the memory
 * is laid out for, what lies beyond their length is left out.
 */
public final class Inspection {
    /** What the table shows of what is saved. */
    private static final List<String> SHOWN = List.of(
            "name",
            "kind",
            "not_finite",
            "mean",
            "deviation",
            "min",
            "median",
            "max",
            "zeros",
            "saturated",
            "gradient_norm",
            "gradient_ratio",
            "error_8bit");

    private final Model model;
    private final CompiledActivations a;
    private final @Nullable Gradients g;
    private final ValidValues valid;
    private final Map<String, Integer> places = new LinkedHashMap<>();

    private Inspection(Model model, CompiledActivations a, @Nullable Gradients g) {
        this.model = model;
        this.a = a;
        this.g = g;
        this.valid = new ValidValues(a);
        valid.layers().forEach(layer -> places.put(layer.tensor(), places.size()));
    }

    /**
     * Looks into the forward pass that ran last.
     *
     * @throws IllegalStateException if none ran, or the activations are not from {@code newActivations}
     */
    public static Inspection of(Model model, Activations a) {
        return new Inspection(model, keepingAll(a), null);
    }

    /**
     * Looks into the backward pass that ran last, and the forward pass before it.
     *
     * @throws IllegalStateException if no forward pass ran, or the activations are not from {@code newActivations}
     */
    public static Inspection of(Model model, Activations a, Gradients g) {
        return new Inspection(model, keepingAll(a), g);
    }

    private static CompiledActivations keepingAll(Activations a) {
        CompiledActivations compiled = (CompiledActivations) a;
        if (compiled.samples() == 0) {
            throw new IllegalStateException(
                    "no forward pass has run on these activations; there is nothing to look at");
        }
        if (compiled.keep != Keep.EVERYTHING) {
            throw new IllegalStateException(
                    "an inspection needs activations from newActivations, which keep every tensor; " + "these are from "
                            + compiled.keep.factory);
        }
        return compiled;
    }

    /** What each tensor is, in the order in which they are computed. */
    public List<LayerInfo> layers() {
        return List.copyOf(valid.layers());
    }

    /**
     * The values of a tensor, of all samples as far as each goes.
     *
     * @throws NoSuchElementException if there is no such tensor of floats
     */
    public float[] values(String tensor) {
        return valid.of(place(tensor), a.floats(tensor));
    }

    /** Statistics of {@link #values}. */
    public Statistics statistics(String tensor) {
        return Statistics.of(values(tensor));
    }

    /**
     * Statistics of ∂loss/∂tensor.
     *
     * @throws NoSuchElementException if there is no such tensor, or it has no gradient
     * @throws IllegalStateException if there are no gradients, or they are not from {@code newGradients}
     */
    public Statistics gradientStatistics(String tensor) {
        return Statistics.of(valid.of(place(tensor), gradients().activation(tensor)));
    }

    /**
     * The share of a layer's values at which its function has less than a twentieth of its steepest slope, so that little
     * of a gradient passes: of sigmoid and tanh, also where it is cut off as in the hard sigmoid; empty for other layers.
     */
    public OptionalDouble saturated(String tensor) {
        String function = valid.layers().get(place(tensor)).function();
        return Saturation.possible(function)
                ? OptionalDouble.of(Saturation.share(function, values(tensor)))
                : OptionalDouble.empty();
    }

    /**
     * The weights of an attention for one sample: {@code [heads][steps][places]}, as far as the sample goes; those of one
     * step add up to 1. They are those that the pass used, before dropout if it was a training pass with some, computed
     * again from the queries and keys that it kept.
     *
     * @throws NoSuchElementException if the tensor is no attention
     * @throws IndexOutOfBoundsException if the pass had no such sample
     */
    public float[][][] attention(String tensor, int sample) {
        List<Layers.Heads> found = valid.sample(sample).heads();
        for (Layers.Heads heads : found) {
            if (heads.tensor().equals(tensor)) {
                return heads.weights(sample);
            }
        }
        throw new NoSuchElementException("no attention '" + tensor + "'; there are " + attentions());
    }

    /** The tensors that are attentions. */
    public List<String> attentions() {
        return valid.sample(0).heads().stream().map(Layers.Heads::tensor).toList();
    }

    /** The norm of the gradient of each layer that learns, in the order of {@link #layers}. */
    public List<LayerGradient> gradientNorms() {
        List<LayerGradient> norms = new ArrayList<>();
        for (LayerInfo layer : layers()) {
            double gradient = 0;
            double weights = 0;
            boolean learns = false;
            for (String name : layer.parameters()) {
                Parameter parameter = model.weights().get(name);
                if (parameter.trainable()) {
                    learns = true;
                    gradient = Math.hypot(
                            gradient, Statistics.of(gradients().parameter(name)).norm());
                    weights = Math.hypot(
                            weights, Statistics.of(parameter.values()).norm());
                }
            }
            if (learns) {
                norms.add(new LayerGradient(layer.tensor(), gradient, weights));
            }
        }
        return norms;
    }

    /** The units of each layer with ReLU that give 0 for all samples of a data set, with the model as it is. */
    public static List<DeadUnits> deadUnits(Model model, Dataset data) {
        try (SampleReader reader = data.open(null)) {
            Batch batch = new Batch(64);
            CompiledActivations a = (CompiledActivations) model.newActivations(64);
            Binding binding = new Binding(model);
            Binding.Slots slots = binding.slots(a);
            LiveUnits live = new LiveUnits();
            while (batch.fill(reader)) {
                binding.copy(batch, 0, batch.size(), slots);
                model.forward(a, batch.size());
                live.add(a);
            }
            return live.dead();
        }
    }

    /** How many values of a tensor are how large. */
    public Chart histogramChart(String tensor) {
        return statistics(tensor).histogram(40).chart(tensor);
    }

    /** The norm of the gradient of each layer, by depth. */
    public Chart gradientChart() {
        double[] norms =
                gradientNorms().stream().mapToDouble(LayerGradient::gradient).toArray();
        double[] depths =
                IntStream.rangeClosed(1, norms.length).asDoubleStream().toArray();
        return LineChart.of(model.name() + ": gradients by depth", "layer", "‖∂L/∂W‖")
                .logarithmic()
                .line("norm", depths, norms);
    }

    /** What each head of an attention looks at, for one sample: rows are the steps that look, columns the places looked at. */
    public Chart attentionChart(String tensor, int sample, List<String> steps, List<String> places) {
        float[][][] heads = attention(tensor, sample);
        List<HeatMap> maps = IntStream.range(0, heads.length)
                .mapToObj(h -> HeatMap.of("head " + (h + 1), heads[h], steps, places))
                .toList();
        return Panels.of(tensor, Math.min(4, heads.length), maps);
    }

    /** A table of all tensors, and after a backward pass of all parameters that learn. */
    @Override
    public String toString() {
        return Rows.table(rows(), SHOWN);
    }

    /** One line for each tensor and parameter, with a line of names above. */
    public String toCsv() {
        return Rows.csv(rows());
    }

    /** The network's name, the number of samples, and an object for each tensor and parameter. */
    public String toJson() {
        return "{\"network\":" + Rows.json(model.name()) + ",\"samples\":" + valid.samples() + ",\"rows\":"
                + Rows.json(rows()) + "}\n";
    }

    /** Writes {@link #toCsv} or {@link #toJson}, as the file's name ends. */
    public void save(Path file) throws IOException {
        boolean json = file.toString().endsWith(".json");
        if (!json && !file.toString().endsWith(".csv")) {
            throw new IllegalArgumentException("an inspection is saved as .json or .csv, not as " + file.getFileName());
        }
        Files.writeString(file, json ? toJson() : toCsv());
    }

    private List<Map<String, Object>> rows() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (LayerInfo layer : layers()) {
            if (!layer.integers()) {
                OptionalDouble saturated = saturated(layer.tensor());
                rows.add(row(
                        layer.tensor(),
                        layer.kind(),
                        statistics(layer.tensor()),
                        saturated.isPresent() ? saturated.getAsDouble() : "",
                        gradientNorm(layer.tensor())));
            }
        }
        for (Parameter parameter : model.weights()) {
            Object norm = g == null || !parameter.trainable()
                    ? ""
                    : Statistics.of(g.parameter(parameter.name())).norm();
            rows.add(row(parameter.name(), "parameter", Statistics.of(parameter.values()), "", norm));
        }
        return rows;
    }

    /** Empty where there is no gradient, or none is kept. */
    private Object gradientNorm(String tensor) {
        try {
            return g == null ? "" : gradientStatistics(tensor).norm();
        } catch (NoSuchElementException | IllegalStateException none) {
            return "";
        }
    }

    private static Map<String, Object> row(String name, String kind, Statistics of, Object saturated, Object gradient) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("kind", kind);
        row.put("count", of.count());
        row.put("not_finite", of.notFinite());
        row.put("mean", of.mean());
        row.put("deviation", of.deviation());
        row.put("min", of.min());
        row.put("q05", of.quantile(0.05));
        row.put("median", of.quantile(0.5));
        row.put("q95", of.quantile(0.95));
        row.put("max", of.max());
        row.put("zeros", of.zeros());
        row.put("saturated", saturated);
        row.put("norm", of.norm());
        row.put("gradient_norm", gradient);
        row.put("gradient_ratio", gradient instanceof Double norm ? norm / of.norm() : "");
        EightBit eightBit = of.eightBit();
        row.put("scale_8bit", eightBit.scale());
        row.put("zero_8bit", eightBit.zeroPoint());
        row.put("error_8bit", eightBit.error());
        return row;
    }

    private Gradients gradients() {
        if (g == null) {
            throw new IllegalStateException(
                    "there are no gradients to look at; use Inspection.of(model, a, g) after backward");
        }
        return g;
    }

    private int place(String tensor) {
        Integer place = places.get(tensor);
        if (place == null) {
            throw new NoSuchElementException("no tensor '" + tensor + "'; there are " + places.keySet());
        }
        return place;
    }
}
