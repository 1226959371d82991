package dev.nervure.runtime.generated;

import dev.nervure.runtime.LayerInfo;
import dev.nervure.runtime.kernel.attention.Attention;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;

/**
 * Collects what generated activations say about their tensors when somebody looks inside. Shapes are those of one sample
 * where it is asked for, so that what lies beyond its length is left out.
 */
public final class Layers {
    private static final int AT_MAXIMUM = -1;

    /**
     * An attention.
     *
     * @param ofSample computes the weights of a sample again, {@code [heads][steps][places]}
     */
    public record Heads(String tensor, IntFunction<float[][][]> ofSample) {
        /** {@code [heads][steps][places]} of one sample. */
        public float[][][] weights(int sample) {
            return ofSample.apply(sample);
        }
    }

    private final CompiledActivations activations;
    private final int sample;
    private final List<LayerInfo> all = new ArrayList<>();
    private final List<Heads> heads = new ArrayList<>();
    private final Map<String, double[]> lossSums = new HashMap<>();
    private String prefix = "";

    private Layers(CompiledActivations activations, int sample) {
        this.activations = activations;
        this.sample = sample;
        activations.describe(this);
    }

    /** With the shapes that memory is laid out for. */
    static Layers of(CompiledActivations activations) {
        return new Layers(activations, AT_MAXIMUM);
    }

    /** With the shapes of one sample. */
    static Layers of(CompiledActivations activations, int sample) {
        return new Layers(activations, sample);
    }

    /** What each tensor is, in the order in which they are computed. */
    public List<LayerInfo> all() {
        return all;
    }

    /** The attentions among them. */
    public List<Heads> heads() {
        return heads;
    }

    /** {@code [Σ loss, Σ weight]} of a loss, over the samples of the pass that ran last: live. */
    public double[] lossSums(LossInfo loss) {
        double[] sums = lossSums.get(loss.tensor());
        if (sums == null) {
            throw new NoSuchElementException("no loss '" + loss.tensor() + "'");
        }
        return sums;
    }

    /** How long the sample is along a symbol. */
    public int length(String symbol, int max) {
        return sample == AT_MAXIMUM ? max : activations.lengths(symbol)[sample];
    }

    /** A tensor of floats, whose units lie on the last axis. */
    public void add(String tensor, String kind, String function, int[] shape, String... parameters) {
        add(tensor, kind, function, shape, false, false, parameters);
    }

    /** A tensor of floats, whose units are the channels on its first axis. */
    public void channels(String tensor, String kind, String function, int[] shape, String... parameters) {
        add(tensor, kind, function, shape, true, false, parameters);
    }

    /** A tensor of integers. */
    public void ints(String tensor, String kind, int... shape) {
        add(tensor, kind, "", shape, false, true);
    }

    /** The heads of the layer that was added last: where the queries and keys of its last pass lie. */
    public void attention(Attention layout, float[] q, float[] k, float[] logSums, int steps, int places) {
        heads(s -> layout.weights(q, k, logSums, s, steps, places));
    }

    /** The same where a mask was added to the scores. */
    public void attention(
            Attention layout, float[] q, float[] k, float[] mask, float[] logSums, int steps, int places) {
        heads(s -> layout.weights(q, k, mask, logSums, s, steps, places));
    }

    /** The same with a mask of the places that were seen. */
    public void attention(Attention layout, float[] q, float[] k, int[] mask, float[] logSums, int steps, int places) {
        heads(s -> layout.weights(q, k, mask, logSums, s, steps, places));
    }

    private void heads(IntFunction<float[][][]> ofSample) {
        heads.add(new Heads(all.get(all.size() - 1).tensor(), ofSample));
    }

    /** {@code [Σ loss, Σ weight]} of the loss that was added last: live. */
    public void loss(double[] sums) {
        lossSums.put(all.get(all.size() - 1).tensor(), sums);
    }

    /** The turns of a block that repeats. */
    public void repeat(String path, CompiledActivations[] turns) {
        String outer = prefix;
        for (int i = 0; i < turns.length; i++) {
            prefix = outer + path + "." + i + ".";
            turns[i].describe(this);
        }
        prefix = outer;
    }

    private void add(
            String tensor,
            String kind,
            String function,
            int[] shape,
            boolean channelsFirst,
            boolean integers,
            String... parameters) {
        all.add(new LayerInfo(
                prefix + tensor,
                kind,
                function,
                Arrays.stream(shape).boxed().toList(),
                channelsFirst,
                integers,
                Arrays.stream(parameters).map(name -> prefix + name).toList()));
    }
}
