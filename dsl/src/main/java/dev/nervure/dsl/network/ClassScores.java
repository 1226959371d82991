package dev.nervure.dsl.network;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.layer.BinaryCrossEntropyLayer;
import dev.nervure.dsl.layer.CrossEntropyLayer;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.SigmoidCrossEntropyLayer;
import dev.nervure.dsl.layer.SigmoidLayer;
import dev.nervure.dsl.layer.SoftmaxCrossEntropyLayer;
import dev.nervure.dsl.layer.SoftmaxLayer;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the one output of a network with names of classes says about them. */
public enum ClassScores {
    /** A logit for each class. */
    LOGITS,
    /** A probability for each class. */
    PROBABILITIES,
    /** The logit of the second of two classes. */
    LOGIT,
    /** The probability of the second of two classes. */
    PROBABILITY;

    private static final int MOST_CHARACTERS = 20_000; // of all names: they are one constant of a class file

    /** {@return what the output of a network with names of classes says} */
    public static ClassScores of(Network network) {
        ClassScores scores = scores(network);
        if (scores == null) {
            Node output = network.outputs().get(0);
            throw wrong(
                    "names for a row of logits or probabilities, or for one of two classes, as a loss or a softmax or sigmoid"
                            + " says",
                    "'" + output.name() + "' " + output.type().shape() + " of @"
                            + output.layer().kind()
                            + (network.losses().isEmpty() ? " without a loss so far" : " and its losses"));
        }
        return scores;
    }

    /**
     * Checks the names of a network's classes.
     *
     * @throws NetworkException if they do not fit the output
     */
    public static void check(Network network) {
        List<String> names = network.classes();
        if (network.outputs().size() != 1) {
            throw wrong("names for the classes of one output", network.outputs().size() + " outputs");
        }
        ClassScores scores = of(network);
        boolean one = scores == LOGIT || scores == PROBABILITY;
        int count = one ? 2 : network.outputs().get(0).type().shape().axis(0).max();
        if (names.size() != count || new HashSet<>(names).size() != count) {
            throw wrong(count + " different names", shown(names));
        }
        if (names.stream().anyMatch(name -> name.isBlank() || name.lines().count() > 1)) {
            throw wrong("names of one line each", shown(names));
        }
        if (names.stream().mapToInt(String::length).sum() > MOST_CHARACTERS) {
            throw wrong("names of " + MOST_CHARACTERS + " characters together", "more");
        }
    }

    private static @Nullable ClassScores scores(Network network) {
        Node output = network.outputs().get(0);
        Shape shape = output.type().shape();
        if (output.type().element() != ElementType.FLOAT || shape.rank() > 1 || !shape.constant()) {
            return null;
        }
        boolean one = shape.size() == 1;
        for (Node loss : network.losses()) {
            if (loss.inputs().isEmpty() || !loss.inputs().get(0).equals(output)) {
                continue;
            }
            ClassScores scores = ofLoss(loss.layer(), one);
            if (scores != null) {
                return scores;
            }
        }
        Layer layer = output.layer();
        Activation applied = layer instanceof DenseLayer dense ? dense.activation() : Activation.IDENTITY;
        if (one) {
            return layer instanceof SigmoidLayer || applied == Activation.SIGMOID ? PROBABILITY : null;
        }
        return layer instanceof SoftmaxLayer || applied == Activation.SOFTMAX ? PROBABILITIES : null;
    }

    private static @Nullable ClassScores ofLoss(Layer loss, boolean one) {
        if (loss instanceof SoftmaxCrossEntropyLayer) {
            return one ? null : LOGITS;
        }
        if (loss instanceof CrossEntropyLayer) {
            return one ? null : PROBABILITIES;
        }
        if (loss instanceof SigmoidCrossEntropyLayer) {
            return one ? LOGIT : null;
        }
        return loss instanceof BinaryCrossEntropyLayer && one ? PROBABILITY : null;
    }

    private static String shown(List<String> names) {
        String text = names.toString();
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }

    private static NetworkException wrong(String expected, String found) {
        return NetworkException.attribute("classes", Message.OUT_OF_RANGE, "classes", expected, found);
    }
}
