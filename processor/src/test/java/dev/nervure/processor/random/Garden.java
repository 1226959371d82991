package dev.nervure.processor.random;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Where a random network grows: the tensors so far, and a source of chance. */
public final class Garden {
    private static final List<Loss> SHORT_FORMS = List.of(
            Loss.MEAN_SQUARED_ERROR,
            Loss.MEAN_ABSOLUTE_ERROR,
            Loss.HUBER,
            Loss.SIGMOID_CROSS_ENTROPY,
            Loss.SOFTMAX_CROSS_ENTROPY);

    private final Random random;
    private final List<Tensor> tensors = new ArrayList<>();
    private final Set<Tensor> read = new HashSet<>();

    private Garden(long seed) {
        random = new Random(seed);
    }

    /** A network of about {@code layers} layers; the same seed grows the same network. */
    public static Network grow(long seed, int layers) {
        Garden garden = new Garden(seed);
        int inputs = garden.from(1, 3);
        for (int i = 0; i < inputs; i++) {
            garden.plant(Tensor.input("x" + i, garden.shape()));
        }
        for (int i = 0; i < layers; i++) {
            garden.oneOf(Growth.ALL).grow(garden).ifPresent(garden::plant);
        }
        return garden.withLosses(garden.network());
    }

    /** A network with a layer or two of every way to grow, whose tensors are named in turn as {@code names} says. */
    static Network growAll(long seed, Supplier<String> names) {
        Garden garden = new Garden(seed);
        for (int[] shape : new int[][] {{6}, {4, 6}, {2, 4, 5}, {3}}) {
            garden.plant(Tensor.input(names.get(), shape));
        }
        for (int round = 0; round < 2; round++) {
            for (Growth growth : Growth.ALL) {
                growth.grow(garden).ifPresent(tensor -> garden.plant(tensor.named(names.get())));
            }
        }
        return garden.withLosses(garden.network());
    }

    /** All that nobody reads is an output, and what happens to be one of several. */
    private Network network() {
        for (Tensor tensor : List.copyOf(tensors)) {
            if (tensor.inputs().isEmpty() && !read.contains(tensor)) {
                plant(tensor.activation(Activation.TANH)); // an input cannot be an output
            }
        }
        return Network.of(tensors.stream()
                .filter(tensor -> !tensor.inputs().isEmpty() && (!read.contains(tensor) || chance(0.1)))
                .toArray(Tensor[]::new));
    }

    /** Sometimes none, sometimes the short form, sometimes several, of tensors anywhere in the network. */
    private Network withLosses(Network network) {
        if (chance(0.2)) {
            return network;
        }
        if (network.outputs().size() == 1 && chance(0.4)) {
            return network.loss(oneOf(SHORT_FORMS));
        }
        Network with = network;
        for (int i = from(1, 3); i > 0; i--) {
            with = with.loss(oneOf(LossGrowth.ALL).grow(any(), "wanted" + i));
        }
        return with;
    }

    private void plant(Tensor tensor) {
        tensors.add(tensor);
        read.addAll(tensor.inputs());
    }

    /** Any tensor so far. */
    Tensor any() {
        return oneOf(tensors);
    }

    /** Any tensor so far that fits, if there is one. */
    Optional<Tensor> any(Predicate<Tensor> fits) {
        List<Tensor> fitting = tensors.stream().filter(fits).toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(oneOf(fitting));
    }

    <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** From {@code least} to {@code most}, both included. */
    int from(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** A width on either side of where kernels change their ways. */
    int width() {
        return chance(0.8) ? from(1, 9) : from(10, 40);
    }

    /** A sample's shape of one axis, at times of two or three. */
    private int[] shape() {
        return chance(0.7)
                ? new int[] {width()}
                : chance(0.7) ? new int[] {from(1, 4), from(1, 8)} : new int[] {from(1, 3), from(1, 3), from(1, 5)};
    }
}
