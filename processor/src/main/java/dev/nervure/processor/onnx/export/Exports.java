package dev.nervure.processor.onnx.export;

import dev.nervure.dsl.layer.Layer;
import java.util.HashMap;
import java.util.Map;

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

    static <L extends Layer> void register(Class<? extends L> type, Export<L> export) {
        ALL.put(type, export);
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
