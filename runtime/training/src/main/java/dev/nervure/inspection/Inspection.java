package dev.nervure.inspection;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.LayerInfo;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.generated.Internals;
import dev.nervure.runtime.generated.Keep;
import dev.nervure.runtime.generated.Layers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import java.util.function.Consumer;
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
 * is laid out for, values after their end are left out.
 */
public final class Inspection {
    private final Model model;
    private final Activations a;
    private final @Nullable Gradients g;
    private final ValidValues valid;
    private final Map<String, Integer> places = new LinkedHashMap<>();

    private Inspection(Model model, Activations a, @Nullable Gradients g) {
        this.model = model;
        this.a = a;
        this.g = g;
        this.valid = new ValidValues(a);
        valid.layers().forEach(layer -> places.put(layer.tensor(), places.size()));
    }

    /**
     * Looks into the forward pass that ran last.
     *
     * @param model the model that ran
     * @param a its activations, from {@link Model#newActivations}
     * @return a live view: it reads the arrays when asked
     * @throws IllegalStateException if no pass ran, or the activations are not from {@code newActivations}
     */
    public static Inspection of(Model model, Activations a) {
        return new Inspection(model, keepingAll(a), null);
    }

    /**
     * Looks into the backward pass that ran last, and the forward pass before it.
     *
     * @param model the model that ran
     * @param a its activations, from {@link Model#newActivations}
     * @param g its gradients, from {@link Model#newGradients}
     * @return a live view: it reads the arrays when asked
     * @throws IllegalStateException if no forward pass ran, or the activations are not from {@code newActivations}
     */
    public static Inspection of(Model model, Activations a, Gradients g) {
        return new Inspection(model, keepingAll(a), g);
    }

    private static Activations keepingAll(Activations a) {
        if (Internals.samples(a) == 0) {
            throw new IllegalStateException(
                    "no forward pass has run on these activations; there is nothing to look at");
        }
        Keep keep = Internals.keep(a);
        if (keep != Keep.EVERYTHING) {
            throw new IllegalStateException("an inspection needs activations from newActivations, which keep every "
                    + "tensor; these are from " + keep.factory());
        }
        return a;
    }

    /**
     * Describes all tensors.
     *
     * @return the descriptions, in the order in which the network computes the tensors
     */
    public List<LayerInfo> layers() {
        return List.copyOf(valid.layers());
    }

    /**
     * The values of a tensor, of all samples one after the other, each at its own length.
     *
     * @param tensor the tensor's name
     * @return a copy of the values, row-major {@code [n, …shape]}
     * @throws NoSuchElementException if there is no such tensor of floats
     */
    public float[] values(String tensor) {
        return valid.of(place(tensor), a.floats(tensor));
    }

    /**
     * Statistics of {@link #values}.
     *
     * @param tensor the tensor's name
     * @return its statistics over all samples
     * @throws NoSuchElementException if there is no such tensor of floats
     */
    public Statistics statistics(String tensor) {
        return Statistics.of(values(tensor));
    }

    /**
     * Statistics of ∂loss/∂tensor.
     *
     * @param tensor the tensor's name
     * @return the statistics over all samples
     * @throws NoSuchElementException if there is no such tensor, or it has no gradient
     * @throws IllegalStateException if there are no gradients, or they are not from {@code newGradients}
     */
    public Statistics gradientStatistics(String tensor) {
        return Statistics.of(valid.of(place(tensor), gradients().activation(tensor)));
    }

    /**
     * The share of a layer's values where its activation is almost flat: its slope is less than a twentieth of the
     * steepest, so little of a gradient passes. This exists for sigmoid, hard sigmoid and tanh.
     *
     * @param tensor the layer's tensor
     * @return the share in 0 … 1; empty for layers with another activation
     * @throws NoSuchElementException if there is no such tensor
     */
    public OptionalDouble saturated(String tensor) {
        String function = valid.layers().get(place(tensor)).function();
        return Saturation.possible(function)
                ? OptionalDouble.of(Saturation.share(function, values(tensor)))
                : OptionalDouble.empty();
    }

    /**
     * The weights of an attention for one sample. They are computed again from the queries and keys that the pass kept,
     * before dropout.
     *
     * @param tensor the tensor of the attention
     * @param sample the number of the sample in the pass, from 0
     * @return {@code [heads][queries][keys]} at the sample's own length; the weights of one query add up to 1
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

    /**
     * The tensors for which {@link #attention} has weights.
     *
     * @return their names, in the network's order
     */
    public List<String> attentions() {
        return valid.sample(0).heads().stream().map(Layers.Heads::tensor).toList();
    }

    /**
     * The norm of the gradient of each layer that learns.
     *
     * @return one entry for each layer with a trainable parameter, in the order of {@link #layers}
     * @throws IllegalStateException if there are no gradients
     */
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

    /** Forward passes over samples: those of a {@code Dataset}, or of another source. */
    @FunctionalInterface
    public interface Passes {
        /**
         * Runs the model over all samples, batch by batch.
         *
         * @param model the model to run
         * @param look called after each pass; the next pass may overwrite the activations
         */
        void forEachPass(Model model, Consumer<Activations> look);
    }

    /**
     * The units that give 0 for all samples of a data set, with the model as it is.
     *
     * @param model the model to run
     * @param data the samples, such as a {@code Dataset}
     * @return one entry for each layer with ReLU
     */
    public static List<DeadUnits> deadUnits(Model model, Passes data) {
        DeadUnits.Search search = new DeadUnits.Search();
        data.forEachPass(model, search::add);
        return search.found();
    }

    /**
     * A histogram of the values of a tensor.
     *
     * @param tensor the tensor's name
     * @return the chart
     * @throws NoSuchElementException if there is no such tensor of floats
     */
    public Chart histogramChart(String tensor) {
        return InspectionCharts.histogram(this, tensor);
    }

    /**
     * A chart of {@link #gradientNorms}.
     *
     * @return the chart, with the layers in the network's order
     * @throws IllegalStateException if there are no gradients
     */
    public Chart gradientChart() {
        return InspectionCharts.gradients(this, model.name());
    }

    /**
     * A heat map of the weights of each head of an attention, for one sample.
     *
     * @param tensor the tensor of the attention
     * @param sample the number of the sample in the pass, from 0
     * @param steps labels of the rows, one for each query
     * @param places labels of the columns, one for each key
     * @return the chart
     * @throws NoSuchElementException if the tensor is no attention
     * @throws IndexOutOfBoundsException if the pass had no such sample
     */
    public Chart attentionChart(String tensor, int sample, List<String> steps, List<String> places) {
        return InspectionCharts.attention(this, tensor, sample, steps, places);
    }

    /** A table of all tensors, and after a backward pass of all parameters that learn. */
    @Override
    public String toString() {
        return table().toString();
    }

    /**
     * The table of {@link #toString} as comma-separated values.
     *
     * @return a line of names, then one line for each tensor and parameter
     */
    public String toCsv() {
        return table().toCsv();
    }

    /**
     * The table of {@link #toString} as JSON.
     *
     * @return the network's name, the number of samples, and an object for each tensor and parameter
     */
    public String toJson() {
        return table().toJson();
    }

    /**
     * Writes {@link #toCsv} or {@link #toJson}, depending on the end of the file's name.
     *
     * @param file the file to write or to replace, such as {@code pass.json}
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if it ends in neither {@code .csv} nor {@code .json}
     */
    public void save(Path file) throws IOException {
        table().save(file);
    }

    private InspectionTable table() {
        return InspectionTable.of(this, model, g);
    }

    /** The number of samples of the pass. */
    int samples() {
        return valid.samples();
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
