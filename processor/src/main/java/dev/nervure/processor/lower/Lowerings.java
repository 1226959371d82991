package dev.nervure.processor.lower;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.graph.Program;
import dev.nervure.processor.graph.Unit;
import java.util.HashMap;
import java.util.Map;

/** Every layer's way to steps. A new layer is one line in the file of its family. */
public final class Lowerings {
    private static final Map<Class<? extends Layer>, Lowering<?>> ALL = new HashMap<>();

    static {
        Sources.register();
        DenseFamily.register();
        Arithmetic.register();
        Logic.register();
        Shapes.register();
        Convolutions.register();
        Pooling.register();
        Normalisation.register();
        Sampling.register();
        Recurrent.register();
        Attention.register();
        Losses.register();
        Composition.register();
    }

    private Lowerings() {}

    /** The forward and loss steps of a network. */
    public static Program lower(Network network) {
        return ProgramBuilder.build(Unit.of(network), Lowerings::lower);
    }

    static <L extends Layer> void register(Class<? extends L> type, Lowering<L> lowering) {
        ALL.put(type, lowering);
    }

    private static void lower(Node node, ProgramBuilder program) {
        lower(node.layer(), new Scope(node, program));
    }

    @SuppressWarnings("unchecked") // register pairs each class with a lowering of it
    private static <L extends Layer> void lower(L layer, Scope scope) {
        Lowering<L> lowering = (Lowering<L>) ALL.get(layer.getClass());
        if (lowering == null) {
            throw new IllegalStateException("no lowering of " + layer.kind());
        }
        lowering.lower(layer, scope);
    }
}
