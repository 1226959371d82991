package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.layer.AdaptiveAvgPool2dLayer;
import dev.nervure.dsl.layer.AvgPool1dLayer;
import dev.nervure.dsl.layer.AvgPool2dLayer;
import dev.nervure.dsl.layer.BatchNormLayer;
import dev.nervure.dsl.layer.BilinearLayer;
import dev.nervure.dsl.layer.ConcatLayer;
import dev.nervure.dsl.layer.Conv1dLayer;
import dev.nervure.dsl.layer.Conv2dLayer;
import dev.nervure.dsl.layer.ConvTranspose1dLayer;
import dev.nervure.dsl.layer.ConvTranspose2dLayer;
import dev.nervure.dsl.layer.GlobalAvgPoolLayer;
import dev.nervure.dsl.layer.GroupNormLayer;
import dev.nervure.dsl.layer.GruLayer;
import dev.nervure.dsl.layer.InstanceNormLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.LstmLayer;
import dev.nervure.dsl.layer.MaxPool1dLayer;
import dev.nervure.dsl.layer.MaxPool2dLayer;
import dev.nervure.dsl.layer.MultiHeadAttentionLayer;
import dev.nervure.dsl.layer.RnnLayer;
import dev.nervure.dsl.layer.RotaryLayer;
import dev.nervure.dsl.layer.ScaledDotProductAttentionLayer;
import dev.nervure.dsl.layer.UpsampleLayer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Every layer's way to ONNX. A new layer is one line in the file of its family. */
final class Exports {
    private static final Map<Class<? extends Layer>, Export<?>> ALL = new HashMap<>();

    static {
        Sources.register();
        DenseFamily.register();
        Functions.register();
        Arithmetic.register();
        Logic.register();
        Moves.register();
        Convolutions.register();
        Pooling.register();
        Normalisation.register();
        Recurrence.register();
        Attention.register();
        Composition.register();
    }

    private Exports() {}

    /** What ONNX knows only with a batch: a tensor without one is a batch of one sample, or the same for each sample. */
    private static final Set<Class<? extends Layer>> OF_SAMPLES = Set.of(
            Conv1dLayer.class,
            Conv2dLayer.class,
            ConvTranspose1dLayer.class,
            ConvTranspose2dLayer.class,
            MaxPool1dLayer.class,
            MaxPool2dLayer.class,
            AvgPool1dLayer.class,
            AvgPool2dLayer.class,
            GlobalAvgPoolLayer.class,
            AdaptiveAvgPool2dLayer.class,
            UpsampleLayer.class,
            BatchNormLayer.class,
            GroupNormLayer.class,
            InstanceNormLayer.class,
            RnnLayer.class,
            LstmLayer.class,
            GruLayer.class,
            RotaryLayer.class,
            ScaledDotProductAttentionLayer.class,
            MultiHeadAttentionLayer.class,
            BilinearLayer.class,
            ConcatLayer.class);

    static <L extends Layer> void register(Class<? extends L> type, Export<L> export) {
        ALL.put(type, export);
    }

    /** Whether a layer is exported with a batch in any case. */
    static boolean ofSamples(Layer layer) {
        return OF_SAMPLES.contains(layer.getClass());
    }

    @SuppressWarnings("unchecked") // register pairs each class with an export of it
    static <L extends Layer> Edge export(L layer, Scope scope) {
        Export<L> export = (Export<L>) ALL.get(layer.getClass());
        if (export == null) {
            throw new IllegalStateException("no export of " + layer.kind());
        }
        return export.export(layer, scope);
    }
}
