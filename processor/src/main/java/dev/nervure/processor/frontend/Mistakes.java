package dev.nervure.processor.frontend;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.layer.BinaryCrossEntropyLayer;
import dev.nervure.dsl.layer.Conv2dLayer;
import dev.nervure.dsl.layer.ConvolutionLayer;
import dev.nervure.dsl.layer.CrossEntropyLayer;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.dsl.layer.InputLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.PoolLayer;
import dev.nervure.dsl.layer.SigmoidCrossEntropyLayer;
import dev.nervure.dsl.layer.SigmoidLayer;
import dev.nervure.dsl.layer.SoftmaxCrossEntropyLayer;
import dev.nervure.dsl.layer.SoftmaxLayer;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.Node;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Networks whose shapes hold, and which nobody can mean. What cannot learn as declared is an error; what somebody might mean
 * after all is a note, which javac counts neither as an error nor as a warning.
 */
public final class Mistakes {
    private static final Set<Activation> PROBABILITIES =
            EnumSet.of(Activation.SOFTMAX, Activation.SIGMOID, Activation.HARD_SIGMOID);

    private Mistakes() {}

    /** Losses that do not fit what they read: the text for each loss at fault. */
    public static Map<String, String> errors(Network network) {
        Map<String, String> errors = new LinkedHashMap<>();
        for (Node loss : network.losses()) {
            Node prediction = loss.inputs().get(0);
            String text = error(loss.layer(), prediction, activation(prediction.layer()));
            if (text != null) {
                errors.put(loss.name(), text);
            }
        }
        return errors;
    }

    private static @Nullable String error(Layer loss, Node prediction, @Nullable Activation activation) {
        String name = prediction.name();
        if (loss instanceof SoftmaxCrossEntropyLayer) {
            if (activation == Activation.SOFTMAX) {
                return Message.PROBABILITIES.format(loss.kind(), "softmax", name, "softmax", "CROSS_ENTROPY");
            }
            Dim classes = prediction.type().shape().axis(-1);
            return classes.equals(Dim.of(1)) ? Message.ONE_CLASS.format(name) : null;
        }
        if (loss instanceof SigmoidCrossEntropyLayer && activation == Activation.SIGMOID) {
            return Message.PROBABILITIES.format(loss.kind(), "sigmoid", name, "sigmoid", "BINARY_CROSS_ENTROPY");
        }
        boolean logits = activation != null && !PROBABILITIES.contains(activation);
        if (loss instanceof CrossEntropyLayer && logits) {
            return Message.LOGITS.format(loss.kind(), name, "SOFTMAX_CROSS_ENTROPY", "SOFTMAX");
        }
        if (loss instanceof BinaryCrossEntropyLayer && logits) {
            return Message.LOGITS.format(loss.kind(), name, "SIGMOID_CROSS_ENTROPY", "SIGMOID");
        }
        return null;
    }

    /** What is probably forgotten: the text for each tensor. */
    static Map<String, String> notes(Network network) {
        Map<String, String> notes = new LinkedHashMap<>();
        for (Node node : network.nodes()) {
            String text = note(network, node);
            if (text != null) {
                notes.put(node.name(), text);
            }
        }
        return notes;
    }

    private static @Nullable String note(Network network, Node node) {
        if (node.layer() instanceof DenseLayer) {
            Node source = node.inputs().get(0);
            if (source.layer() instanceof ConvolutionLayer || source.layer() instanceof PoolLayer) {
                List<Dim> sample = source.type().shape().sample();
                return sample.size() == 3
                        ? Message.NOT_FLAT.format(node.name(), source.type().shape(), source.name())
                        : null;
            }
            return isLinear(network, source, node) ? Message.NO_ACTIVATION.format(source.name(), node.name()) : null;
        }
        return node.layer() instanceof Conv2dLayer
                        && node.inputs().get(0).layer() instanceof InputLayer
                        && isChannelsLast(node.inputs().get(0).type().shape().sample())
                ? Message.CHANNELS_LAST.format(
                        node.name(), node.inputs().get(0).type().shape())
                : null;
    }

    /** Whether two dense layers in a row are one: without a function between them, and without a narrow place. */
    private static boolean isLinear(Network network, Node source, Node node) {
        if (network.outputs().contains(source)
                || activation(source.layer()) != Activation.IDENTITY
                || !(source.layer() instanceof DenseLayer dense)) {
            return false;
        }
        long readers = network.nodes().stream()
                .filter(reader -> reader.inputs().contains(source))
                .count();
        int in = source.inputs().get(0).type().shape().axis(-1).max();
        int out = node.type().shape().axis(-1).max();
        return readers == 1 && dense.units() >= Math.min(in, out);
    }

    /** Height and width alike, then one channel, three or four. */
    private static boolean isChannelsLast(List<Dim> sample) {
        return sample.size() == 3
                && sample.get(0).equals(sample.get(1))
                && sample.get(0).max() > 4
                && List.of(1, 3, 4).contains(sample.get(2).max());
    }

    /** What a layer applies last to each result; null if that cannot be told. */
    private static @Nullable Activation activation(Layer layer) {
        if (layer instanceof SoftmaxLayer) {
            return Activation.SOFTMAX;
        }
        if (layer instanceof SigmoidLayer) {
            return Activation.SIGMOID;
        }
        if (layer instanceof DenseLayer dense) {
            return dense.activation();
        }
        return layer instanceof ConvolutionLayer convolution ? convolution.activation() : null;
    }
}
