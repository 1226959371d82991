package dev.nervure.processor.onnx.compose;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.AddLayer;
import dev.nervure.dsl.layer.GroupNormLayer;
import dev.nervure.dsl.layer.InstanceNormLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.layer.MultiplyLayer;
import dev.nervure.dsl.layer.ReshapeLayer;
import dev.nervure.processor.onnx.Literal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Channels in groups, each normalised as one channel of an instance norm, {@code [c, …] → [groups, …] → [c, …]}: group norm. A weight
 * and a bias for each channel behind it are its own.
 */
final class GroupNormForm implements Form {
    @Override
    public @Nullable Tensor find(Tensor last, Readers readers) {
        Tensor plain = plain(last, readers);
        return plain != null ? plain : affine(last, readers);
    }

    private static @Nullable Tensor plain(Tensor last, Readers readers) {
        Tensor norm = last.layer() instanceof ReshapeLayer ? last.inputs().get(0) : last;
        if (norm == last
                || !(norm.layer() instanceof InstanceNormLayer layer)
                || norm.shape().rank() < 2) {
            return null;
        }
        Tensor grouped = norm.inputs().get(0);
        Tensor x = grouped.layer() instanceof ReshapeLayer ? grouped.inputs().get(0) : grouped;
        int groups = norm.shape().axis(0).max();
        boolean fits = x != grouped
                && x.shape().equals(last.shape())
                && x.shape().axis(0).max() % groups == 0
                && (!layer.affine() || isNeutral(layer, readers));
        Map<String, Object> attributes = Map.of("groups", groups, "eps", layer.eps(), "affine", false);
        return fits ? Tensor.of(Layers.of(GroupNormLayer.class, attributes), x) : null;
    }

    private static boolean isNeutral(Layer norm, Readers readers) {
        Literal weight = readers.weights().get(norm.name() + ".weight");
        Literal bias = readers.weights().get(norm.name() + ".bias");
        return weight.uniform() && weight.number(0) == 1 && bias.uniform() && bias.number(0) == 0;
    }

    private static @Nullable Tensor affine(Tensor last, Readers readers) {
        if (!(last.layer() instanceof AddLayer) || last.inputs().size() != 2) {
            return null;
        }
        for (int i = 0; i < 2; i++) {
            Tensor product = last.inputs().get(i);
            Literal bias = ofChannels(last.inputs().get(1 - i), last, readers);
            if (bias == null
                    || !(product.layer() instanceof MultiplyLayer)
                    || product.inputs().size() != 2) {
                continue;
            }
            for (int j = 0; j < 2; j++) {
                Tensor norm = product.inputs().get(j);
                Literal weight = ofChannels(product.inputs().get(1 - j), last, readers);
                if (weight != null && norm.layer() instanceof GroupNormLayer layer && !layer.affine()) {
                    String path = path(weight, last);
                    return Tensor.of(
                            Layers.of(
                                    GroupNormLayer.class,
                                    Map.of(
                                            "groups",
                                            layer.groups(),
                                            "eps",
                                            layer.eps(),
                                            "name",
                                            readers.weights().add(path, Map.of("weight", weight, "bias", bias)))),
                            norm.inputs().get(0));
                }
            }
        }
        return null;
    }

    /** The path of the weight in the file; else the name of the tensor. */
    private static String path(Literal weight, Tensor last) {
        String name = String.valueOf(weight.weight());
        return name.matches("\\w+(\\.\\w+)*\\.weight")
                ? name.substring(0, name.length() - ".weight".length())
                : String.valueOf(last.name());
    }

    /** A parameter with one number for each channel of a tensor, {@code [c, 1, …]}; null for anything else. */
    private static @Nullable Literal ofChannels(Tensor x, Tensor like, Readers readers) {
        Literal table = like.shape().rank() < 2 ? null : readers.table(x);
        if (table == null) {
            return null;
        }
        int channels = like.shape().axis(0).max();
        boolean fits = table.size() == channels
                && x.shape().rank() == like.shape().rank()
                && x.shape().axis(0).max() == channels;
        return fits ? table.reshaped(List.of(channels)) : null;
    }
}
