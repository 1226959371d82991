package dev.nervure.processor.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.layer.EmbeddingLayer;
import dev.nervure.dsl.layer.InputLayer;
import dev.nervure.dsl.layer.LossLayer;
import dev.nervure.dsl.layer.TargetLayer;
import dev.nervure.dsl.network.Node;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.reference.Array;
import dev.nervure.processor.reference.Derivatives;
import dev.nervure.processor.reference.Evaluation;
import dev.nervure.processor.reference.Point;
import dev.nervure.processor.reference.Slopes;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** A network at a random point: what is generated for it beside the reference. */
public final class Experiment {
    /** So many derivatives of each parameter and tensor are compared, or all of a smaller one. */
    private static final int PROBES = 24;

    /** Far enough from every jump of a slope for the steps of differences and for the rounding of floats. */
    private static final double SMOOTH = 1e-3;

    /** Beyond, float's rounding errors grow with what products make of them. */
    private static final double LARGE = 20;

    /** Of {@link #objectives}: the network's own loss, and the sum of its outputs times their seeds. */
    private static final int LOSS = 0;

    private static final int SEEDED = 1;

    private final Network network;
    private final int n;
    private final Random random;
    private final Point point;
    private final Evaluation reference;
    private final Set<String> integers = new HashSet<>();
    private final Set<Node> between;
    private final Map<String, float[]> seeds = new LinkedHashMap<>(); // of the chain rule, for each output
    private final List<ToDoubleFunction<Evaluation>> objectives = List.of(Evaluation::loss, this::seeded);
    private final Map<String, Slope> slopes = new HashMap<>(); // of each parameter and tensor
    private final Errors errors = new Errors(new HashMap<>(), new HashMap<>());

    /**
     * The largest errors, as shares of what is allowed.
     *
     * @param forward by tensor
     * @param gradients by tensor or parameter; those alone that have a gradient
     */
    public record Errors(Map<String, Double> forward, Map<String, Double> gradients) {}

    /**
     * Some derivatives of one parameter or tensor.
     *
     * @param probes which of its values
     * @param of the derivatives of each objective
     */
    private record Slope(int[] probes, double[][] of) {}

    public Experiment(Network network, int n, long seed) {
        this.network = network;
        this.between = Derivatives.between(network);
        this.n = n;
        this.random = new Random(seed);
        Map<String, Array> parameters = new LinkedHashMap<>();
        network.parameters().forEach(spec -> parameters.put(spec.name(), parameter(spec)));
        Map<String, Array> sources = new LinkedHashMap<>();
        Map<String, Array> nudges = new LinkedHashMap<>();
        for (Node node : network.nodes()) {
            if (node.layer() instanceof InputLayer) {
                sources.put(node.name(), input(node));
            } else if (node.layer() instanceof TargetLayer) {
                sources.put(node.name(), target(node));
            }
            if (node.type().element() != ElementType.FLOAT) {
                integers.add(node.name());
            }
            nudges.put(node.name(), Array.zeros(node.type().shape(), n));
        }
        this.point = new Point(n, parameters, sources, nudges);
        this.reference = Evaluation.of(network, point);
        network.outputs().stream()
                .filter(output -> output.type().element() == ElementType.FLOAT)
                .forEach(output -> seeds.put(
                        output.name(),
                        values(Array.zeros(output.type().shape(), n), 1).floats()));
    }

    /** Whether slopes can be told from differences, and rounding errors stay as small as those of usual networks. */
    public boolean isSmooth() {
        return reference.nearestKink() > SMOOTH
                && network.nodes().stream()
                        .flatMapToDouble(node ->
                                Arrays.stream(reference.tensor(node.name()).values()))
                        .allMatch(value -> Math.abs(value) < LARGE);
    }

    /** Where the network is evaluated. */
    public Point point() {
        return point;
    }

    /** What the network computes there. */
    public Evaluation reference() {
        return reference;
    }

    /** Compares a tensor with the reference, as closely as a forward pass must be. */
    public void checkForward(String tensor, float[] actual) {
        Closeness.FORWARD.check(tensor, actual, reference.tensor(tensor).values());
    }

    private Array parameter(ParameterSpec spec) {
        int[] shape = spec.shape().stream().mapToInt(i -> i).toArray();
        int fan = Math.max(1, spec.size() / shape[0]);
        Array values = values(Array.zeros(shape), 1.5 / Math.sqrt(fan));
        boolean variance = spec.name().endsWith(".running_var") || spec.name().endsWith(".variance");
        return variance ? values.map(v -> 0.5f + (float) Math.abs(v)) : values;
    }

    private Array input(Node input) {
        Array array = Array.zeros(input.type().shape(), n);
        if (input.type().element() == ElementType.FLOAT) {
            return values(array, 1.5);
        }
        int size = network.nodes().stream()
                .filter(node -> node.inputs().contains(input))
                .mapToInt(node -> ((EmbeddingLayer) node.layer()).size())
                .min()
                .orElseThrow();
        return array.map(zero -> random.nextInt(size));
    }

    private Array target(Node target) {
        Array array = Array.zeros(target.type().shape(), n);
        if (target.type().element() == ElementType.FLOAT) {
            return array.map(zero -> random.nextFloat()); // all losses of floats take 0 to 1
        }
        Node loss = network.losses().stream()
                .filter(node -> node.inputs().contains(target))
                .findFirst()
                .orElseThrow();
        int classes = loss.inputs().get(0).type().shape().axis(-1).max();
        return array.map(zero -> random.nextInt(classes));
    }

    private Array values(Array array, double scale) {
        return array.map(zero -> (float) (scale * random.nextGaussian()));
    }

    public Errors run(Compiled compiled) {
        Model model = compiled.model(1);
        point.parameters().forEach((name, values) -> model.weights().get(name).set(values.floats()));
        Activations a = model.newActivations(n + 1);
        float loss = forward(model, a);
        for (Node node : network.nodes()) {
            if (node.type().element() != ElementType.FLOAT) {
                double[] expected = reference.tensor(node.name()).values();
                for (int i = 0; i < expected.length; i++) {
                    assertThat(a.ints(node.name())[i]).as("%s[%s]", node, i).isEqualTo((int) expected[i]);
                }
                errors.forward().put(node.name(), 0.0);
            } else {
                double share = Closeness.FORWARD.check(
                        node.name(),
                        a.floats(node.name()),
                        reference.tensor(node.name()).values());
                errors.forward().put(node.name(), share);
            }
        }
        Activations training = model.newTrainingActivations(n);
        Activations inference = model.newInferenceActivations(n);
        for (Activations other : List.of(training, inference, a)) {
            assertThat(forward(model, other)).isEqualTo(loss);
            for (Node output : network.outputs()) {
                assertSame(output, floats(other, output), floats(a, output));
            }
        }
        oneByOne(model);
        if (network.parameters().stream().anyMatch(ParameterSpec::trainable)) {
            backward(model, a, training);
        }
        return errors;
    }

    private float forward(Model model, Activations a) {
        point.sources().forEach((name, values) -> fill(a, name, values));
        model.forward(a, n);
        if (network.losses().isEmpty()) {
            return 0;
        }
        float loss = model.loss(a, n);
        Closeness.FORWARD.check("loss", new float[] {loss}, new double[] {reference.loss()});
        return loss;
    }

    /** Each sample by itself, in memory that others have used. */
    private void oneByOne(Model model) {
        Activations single = model.newActivations(1);
        for (int sample = 0; sample < n; sample++) {
            int s = sample;
            point.sources().forEach((name, values) -> fill(single, name, values.sample(s)));
            model.forward(single, 1);
            for (Node output : network.outputs()) {
                Array batch = reference.tensor(output.name());
                double share = Closeness.FORWARD.check(
                        output.name() + " of sample " + sample,
                        floats(single, output),
                        batch.sample(sample).values(),
                        Closeness.largest(batch.values()));
                errors.forward().merge(output.name(), share, Math::max);
            }
        }
    }

    private void backward(Model model, Activations a, Activations training) {
        Gradients g = model.newGradients(n + 1);
        Gradients parametersOnly = model.newTrainingGradients(n);
        if (!network.losses().isEmpty()) {
            model.backward(a, g, n);
            model.backward(training, parametersOnly, n);
            compare(g, parametersOnly, LOSS);
        }
        for (Gradients gradients : List.of(g, parametersOnly)) {
            seeds.forEach((output, seed) -> System.arraycopy(seed, 0, gradients.activation(output), 0, seed.length));
        }
        model.backwardFrom(a, g, n);
        model.backwardFrom(training, parametersOnly, n);
        compare(g, parametersOnly, SEEDED);
    }

    private double seeded(Evaluation evaluation) {
        double sum = 0;
        for (Map.Entry<String, float[]> seed : seeds.entrySet()) {
            double[] output = evaluation.tensor(seed.getKey()).values();
            for (int i = 0; i < output.length; i++) {
                sum += seed.getValue()[i] * output[i];
            }
        }
        return sum;
    }

    private void compare(Gradients g, Gradients parametersOnly, int objective) {
        Closeness closeness = Closeness.GRADIENT.amid(largest(g));
        for (ParameterSpec spec : network.parameters()) {
            float[] gradient = g.parameter(spec.name());
            assertThat(parametersOnly.parameter(spec.name())).as(spec.name()).containsExactly(gradient);
            if (spec.trainable()) {
                check(spec.name(), gradient, point.parameters().get(spec.name()).values(), objective, closeness);
            } else {
                assertThat(gradient).as(spec.name()).containsOnly(0);
            }
        }
        for (Node node : network.nodes()) {
            if (hasGradient(node)) {
                check(
                        node.name(),
                        g.activation(node.name()),
                        point.nudges().get(node.name()).values(),
                        objective,
                        closeness);
            }
        }
    }

    private double largest(Gradients g) {
        Stream<float[]> parameters = network.parameters().stream().map(spec -> g.parameter(spec.name()));
        Stream<float[]> tensors =
                network.nodes().stream().filter(this::hasGradient).map(node -> g.activation(node.name()));
        return Stream.concat(parameters, tensors)
                .mapToDouble(Closeness::largest)
                .max()
                .orElse(0);
    }

    /**
     * Whether a tensor has one gradient alone. One between a tensor and its derivative has not: the slope of the layer before it
     * may be told from its value or otherwise, which counts in its gradient, though in no other one.
     */
    private boolean hasGradient(Node node) {
        return !between.contains(node)
                && node.type().element() == ElementType.FLOAT
                && !(node.layer() instanceof TargetLayer || node.layer() instanceof LossLayer);
    }

    private void check(String name, float[] gradient, double[] variable, int objective, Closeness closeness) {
        Slope slope = slopes.computeIfAbsent(name, k -> slope(name, variable));
        float[] probed = new float[slope.probes().length];
        for (int p = 0; p < probed.length; p++) {
            probed[p] = gradient[slope.probes()[p]];
        }
        errors.gradients().merge(name, closeness.check("∂" + name, probed, slope.of()[objective]), Math::max);
    }

    private Slope slope(String name, double[] variable) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < variable.length; i++) {
            all.add(i);
        }
        Collections.shuffle(all, random);
        int[] probes = all.stream().limit(PROBES).mapToInt(i -> i).toArray();
        double[][] of = new double[objectives.size()][probes.length];
        for (int p = 0; p < probes.length; p++) {
            double[] each = Slopes.of(objectives, network, reference, name, variable, probes[p]);
            for (int objective = 0; objective < each.length; objective++) {
                of[objective][p] = each[objective];
            }
        }
        return new Slope(probes, of);
    }

    private static float[] floats(Activations a, Node node) {
        if (node.type().element() == ElementType.FLOAT) {
            return a.floats(node.name());
        }
        int[] ints = a.ints(node.name());
        float[] floats = new float[ints.length];
        for (int i = 0; i < ints.length; i++) {
            floats[i] = ints[i];
        }
        return floats;
    }

    private void assertSame(Node node, float[] actual, float[] expected) {
        int size = reference.tensor(node.name()).values().length;
        assertThat(Arrays.copyOf(actual, size)).as(node.name()).containsExactly(Arrays.copyOf(expected, size));
    }

    private void fill(Activations a, String tensor, Array values) {
        if (integers.contains(tensor)) {
            int[] ints = Arrays.stream(values.values()).mapToInt(v -> (int) v).toArray();
            System.arraycopy(ints, 0, a.ints(tensor), 0, ints.length);
        } else {
            System.arraycopy(values.floats(), 0, a.floats(tensor), 0, values.values().length);
        }
    }
}
