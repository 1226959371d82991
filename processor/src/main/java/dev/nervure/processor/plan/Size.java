package dev.nervure.processor.plan;

import dev.nervure.processor.graph.Identifiers;
import dev.nervure.processor.graph.Value;

/**
 * The size of an axis, as generated code may call it.
 *
 * @param name the name that it would like to have; empty for a literal
 * @param places how many places the axis has: of one that varies, the most
 * @param varies whether samples may have fewer
 */
public record Size(String name, int places, boolean varies) {
    static Size literal(int places) {
        return new Size("", places, false);
    }

    /** What sizes of a value may be called after: its name as one of a constant, {@code z} of a layer as the layer. */
    public static String after(Value value) {
        return Identifiers.constant(value.name().replaceAll("(?<=[a-z0-9])Z$", ""));
    }
}
