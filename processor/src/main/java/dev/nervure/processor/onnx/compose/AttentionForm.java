package dev.nervure.processor.onnx.compose;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.dsl.layer.ScaledDotProductAttentionLayer;
import org.jspecify.annotations.Nullable;

/**
 * Attention of several heads with its projections: dense layers, or parts of one, that make queries, keys and values, and one that
 * reads what the heads give, side by side. Heads of queries may share keys and values, and queries and keys may be rotated.
 */
final class AttentionForm implements Form {
    @Override
    public @Nullable Tensor find(Tensor last, Readers readers) {
        if (!isPlain(last) || last.shape().rank() != 2) {
            return null;
        }
        Places joined = Places.of(last.inputs().get(0));
        if (joined == null || !(joined.source().layer() instanceof ScaledDotProductAttentionLayer)) {
            return null;
        }
        Tensor attention = joined.source();
        int size = attention.shape().axis(-1).max();
        int width = last.inputs().get(0).shape().axis(1).max();
        if (width % size != 0 || !readers.isReadOnce(attention)) {
            return null;
        }
        Heads out = new Heads(
                width / size, size, Places.sizes(attention)[attention.shape().rank() - 2]);
        Projected q = out.projected(attention.inputs().get(0));
        Projected k = out.projected(attention.inputs().get(1));
        Projected v = out.projected(attention.inputs().get(2));
        if (!out.joins(joined) || q == null || k == null || v == null) {
            return null;
        }
        return Assembly.of(last, q, k, v, out, attention, readers);
    }

    /** A dense layer without an activation. */
    static boolean isPlain(Tensor x) {
        return x.layer() instanceof DenseLayer dense && dense.activation() == Activation.IDENTITY;
    }
}
