package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.TrainingPass;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Masks are independent for every seed, sample, layer and turn, those of attention and of blocks within blocks included.
 * A mask is seen where its layer reads ones, and that of attention where all weights are equal and the values are the
 * unit vectors.
 */
class DropoutMasksTest {
    private static final int WIDTH = 8; // places, and values of each
    private static final int BITS = WIDTH * WIDTH;
    private static final int OUTER = 3;
    private static final int INNER = 3;
    private static final int SAMPLES = 64;

    /** Names whose hash codes are one apart, as the turns are, or equal. */
    private static final String[] DROPOUTS = {"drop1", "drop2", "drop3", "dropAa", "dropBB"};

    /** What is dropped is added times 0, so that every turn reads the same. */
    private static Tensor masks(Tensor x) {
        Tensor passed = x;
        for (String name : DROPOUTS) {
            passed = passed.plus(x.times(0f).plus(1f).dropout(0.5f).named(name).times(0f));
        }
        Tensor attention =
                x.multiHeadAttention(2, o -> o.dropout(0.5f).bias(false)).named("attention");
        return passed.plus(attention.times(0f));
    }

    private static final Compiled NESTED = Compiled.of(Network.of(masks(Tensor.input("x", WIDTH, WIDTH))
            .repeat(OUTER, "outer", t -> masks(t).repeat(INNER, "inner", DropoutMasksTest::masks))
            .repeat(OUTER, "other", DropoutMasksTest::masks)
            .named("y")));

    @Test
    void a2_allPairsOfADeepStackAreIndependent() {
        Map<String, BitSet> masks = new LinkedHashMap<>();
        for (long seed = 1; seed <= 2; seed++) {
            masks.putAll(masks(seed));
        }
        int places = 1 + OUTER + OUTER * INNER + OUTER;
        assertThat(masks).hasSize(2 * places * (DROPOUTS.length + 1));
        // Of 4,096 bits half agree, with a deviation of 1 / (2 √4096) = 0.8 %: six of them, for some 18,000 pairs.
        masks.forEach((a, left) -> masks.forEach((b, right) -> {
            if (a.compareTo(b) < 0) {
                BitSet differing = (BitSet) left.clone();
                differing.xor(right);
                assertThat(differing.cardinality() / (double) (SAMPLES * BITS))
                        .as(a + " and " + b)
                        .isCloseTo(0.5, within(0.047));
            }
        }));
        Set<BitSet> ofSamples = new HashSet<>();
        masks.values().forEach(mask -> {
            for (int s = 0; s < SAMPLES; s++) {
                ofSamples.add(mask.get(s * BITS, (s + 1) * BITS));
            }
        });
        assertThat(ofSamples).hasSize(masks.size() * SAMPLES);
    }

    /** What is kept, by seed and tensor, all samples in a row. */
    private static Map<String, BitSet> masks(long seed) {
        Model model = NESTED.model(1);
        model.weights().forEach(parameter -> parameter.set(attentionWeights(parameter.name(), parameter.size())));
        Activations a = model.newActivations(SAMPLES);
        for (int i = 0; i < SAMPLES * WIDTH; i++) {
            a.floats("x")[i * WIDTH + i % WIDTH] = 1;
        }
        model.forward(a, SAMPLES, TrainingPass.of(seed, 1000));
        Map<String, BitSet> masks = new LinkedHashMap<>();
        for (String tensor : a.names()) {
            if (tensor.matches(".*(drop\\w+|attention)")) {
                float[] values = a.floats(tensor);
                BitSet kept = new BitSet();
                for (int i = 0; i < SAMPLES * BITS; i++) {
                    kept.set(i, values[i] != 0);
                }
                masks.put(seed + " " + tensor, kept);
            }
        }
        return masks;
    }

    /** Queries and keys are 0, so that all weights are equal; values and results are what is read. */
    private static float[] attentionWeights(String name, int size) {
        float[] weights = new float[size];
        int first = name.endsWith("in_proj_weight") ? 2 * WIDTH : 0;
        for (int i = 0; i < WIDTH; i++) {
            weights[(first + i) * WIDTH + i] = 1;
        }
        return weights;
    }

    @Test
    void everyLayerOfANetworkHasANumberOfItsOwn() {
        Matcher number = Pattern.compile("0x[0-9a-f]{16}L").matcher(forwards());
        Set<String> numbers = new HashSet<>();
        while (number.find()) {
            numbers.add(number.group());
        }
        assertThat(numbers).hasSize(4 * (DROPOUTS.length + 1)); // the network and its three blocks
    }

    private static String forwards() {
        StringBuilder text = new StringBuilder();
        NESTED.sources().forEach((name, source) -> text.append(name.endsWith("Forward") ? source : ""));
        return text.toString();
    }

    /** Of ones, what is kept is its own gradient. */
    @Test
    void backwardDropsWhatForwardDropped() {
        Model model = Compiled.of(Network.of(Tensor.input("x", 50)
                        .dense(50)
                        .named("h")
                        .repeat(3, "block", t -> t.dropout(0.3f).named("dropped"))
                        .named("y")))
                .model(1);
        Parameter weight = model.weights().get("h.weight");
        weight.set(new float[weight.size()]);
        float[] ones = new float[50];
        Arrays.fill(ones, 1f);
        model.weights().get("h.bias").set(ones);
        Activations a = model.newActivations(20);
        Gradients g = model.newGradients(20);
        model.forward(a, 20, TrainingPass.of(3, 5));
        Arrays.fill(g.activation("y"), 1f);
        model.backwardFrom(a, g, 20);
        assertThat(g.activation("h")).containsExactly(a.floats("y")).contains(0f);
    }
}
