package dev.nervure.runtime.generated;

import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.kernel.Storage;
import java.util.List;

/**
 * What nervure-training reads of compiled classes and their users do not see. Static, because a public method of theirs
 * would take the name from a tensor.
 */
public final class Internals {
    private Internals() {}

    /** The number of samples of the forward pass that ran last; 0 if none ran. */
    public static int samples(Activations a) {
        return compiled(a).samples();
    }

    /** The hash of what a model's network computes; empty if it has none. */
    public static String network(Model model) {
        return model instanceof CompiledModel<?, ?> compiled ? compiled.networkHash() : "";
    }

    /** Whether samples may differ in length. */
    public static boolean hasLengths(Activations a) {
        return compiled(a).hasLengths();
    }

    /** What activations keep. */
    public static Keep keep(Activations a) {
        return compiled(a).keep;
    }

    /** The tensors, with the shapes that memory is laid out for. */
    public static Layers layers(Activations a) {
        return Layers.of(compiled(a));
    }

    /** The tensors, with the shapes of one sample. */
    public static Layers layers(Activations a, int sample) {
        return Layers.of(compiled(a), sample);
    }

    /** The losses of a network. */
    public static List<LossInfo> losses(Model model) {
        return ((CompiledModel<?, ?>) model).losses();
    }

    /** Computes the sums of the losses for what activations hold, whether or not a pass ran: their weights are right. */
    public static void weighLosses(Model model, Activations a, int n) {
        ((CompiledModel<?, ?>) model).weighLosses(a, n);
    }

    /** Whether a parameter is frozen: of a running statistic {@link Parameter#trainable} does not tell. */
    public static boolean isFrozen(Parameter parameter) {
        return ((CompiledParameter) parameter).frozen();
    }

    /** Whether a parameter is declared as learned, frozen or not. */
    public static boolean isLearned(Parameter parameter) {
        return ((CompiledParameter) parameter).learned();
    }

    /** The live values of a parameter. */
    public static Storage storage(Parameter parameter) {
        return ((CompiledParameter) parameter).storage();
    }

    /**
     * The live gradient of a parameter, in the same layout.
     *
     * @throws java.util.NoSuchElementException if it has none
     */
    public static Storage gradient(Gradients g, Parameter parameter) {
        return ((CompiledGradients) g).storage(parameter);
    }

    /** A copy of the first {@code lengths} of each axis, from a tensor that is laid out for {@code sizes}. */
    public static float[] cut(float[] values, int[] sizes, int... lengths) {
        return CompiledModel.cut(values, sizes, lengths);
    }

    private static CompiledActivations compiled(Activations a) {
        return (CompiledActivations) a;
    }
}
