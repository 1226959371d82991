package dev.nervure.processor.frontend;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.layer.RepeatLayer;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Java's class files set limits to that cannot be cut. */
public final class Limits {
    /** Components of a generated record, or parameters of a constructor: 255, less what the constructor takes itself. */
    private static final int COMPONENTS = 250;

    /** Tensors of a network: their fields and methods stay far below the 65,535 constants of a class. */
    private static final int TENSORS = 2_000;

    private Limits() {}

    /** What a network has too much of; null if nothing. */
    public static @Nullable String problem(Network network) {
        String wide = tooMany("inputs", network.inputs().size(), COMPONENTS);
        if (wide == null) {
            wide = tooMany("outputs", network.outputs().size(), COMPONENTS);
        }
        return wide == null ? problem(network.nodes()) : wide;
    }

    private static @Nullable String problem(List<Node> nodes) {
        String problem = tooMany("layers", nodes.size(), TENSORS);
        for (Node node : nodes) {
            if (problem == null && node.layer() instanceof RepeatLayer repeat) {
                problem = tooMany(
                        "inputs in the block '" + repeat.name() + "'",
                        repeat.body().inputs().size(),
                        COMPONENTS);
                if (problem == null) {
                    problem = problem(repeat.body().nodes());
                }
            }
        }
        return problem;
    }

    private static @Nullable String tooMany(String what, int found, int most) {
        return found <= most ? null : Message.TOO_MANY.format(most, what, found);
    }
}
