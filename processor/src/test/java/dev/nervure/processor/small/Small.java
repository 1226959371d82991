package dev.nervure.processor.small;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.plan.Options;
import dev.nervure.processor.random.Experiment;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * A network of a layer or two, as small as shows what they do.
 *
 * @param name says what it shows
 * @param n the samples of a batch
 */
record Small(String name, Network network, int n, Options options) {
    private static final int ALL = Integer.MAX_VALUE;

    /** Every product written out, as loops over rows, and as calls of kernels. */
    static final List<Options> EACH_WAY = List.of(new Options(ALL, ALL), new Options(0, ALL), new Options(0, 0));

    /** More than one sample, and not a multiple of two. */
    private static final int SAMPLES = 3;

    private static final int TRIES = 50;

    private static final Pattern KERNEL =
            Pattern.compile("import dev\\.nervure\\.runtime\\.kernel\\.[a-z]+\\.(?!Scalar;)");

    static Small of(String name, Tensor... outputs) {
        return new Small(name, Network.of(outputs), SAMPLES, Options.DEFAULT);
    }

    /** One layer behind another with parameters, which gives it something to hand gradients to. */
    static Small layer(String name, UnaryOperator<Tensor> layer, int... shape) {
        return of(name, layer.apply(input(shape)));
    }

    /** An input, times a parameter of its own width: without a parameter nothing has a backward pass. */
    static Tensor input(int... shape) {
        return input("x", shape);
    }

    static Tensor input(String name, int... shape) {
        return Tensor.input(name, shape).dense(shape[shape.length - 1], o -> o.bias(false));
    }

    Small with(Options other) {
        return new Small(name, network, n, other);
    }

    Small with(UnaryOperator<Network> change) {
        return new Small(name, change.apply(network), n, options);
    }

    Small samples(int samples) {
        return new Small(name, network, samples, options);
    }

    /** The same in every way in which products are written. */
    List<Small> eachWay() {
        return EACH_WAY.stream().map(this::with).toList();
    }

    /** Whether generated code calls what depends on the kernels' provider; {@code Scalar} does not. */
    boolean callsKernels() {
        return sources().values().stream()
                .anyMatch(source -> KERNEL.matcher(source).find());
    }

    /** As {@link Compiled#sources} gives them. */
    Map<String, String> sources() {
        return Compiled.sources(network, options);
    }

    /** Compares all that is computed, in every form, with the reference and with central differences. */
    void check(Compiled compiled) {
        LongStream.range(0, TRIES)
                .mapToObj(seed -> new Experiment(network, n, seed))
                .filter(Experiment::isSmooth)
                .findFirst()
                .orElseThrow(() -> new AssertionError("a slope jumps near every point"))
                .run(compiled);
    }

    @Override
    public String toString() {
        return name + (options.equals(Options.DEFAULT) ? "" : " " + options);
    }
}
