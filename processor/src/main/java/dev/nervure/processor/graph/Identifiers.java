package dev.nervure.processor.graph;

import dev.nervure.dsl.network.Dim;
import java.util.Locale;

/** Java names for the names of a network. */
public final class Identifiers {
    private Identifiers() {}

    /** The field of a parameter; one that is called as the tensor that reads it, a {@code @Parameter}, makes way for it. */
    public static String parameter(String path, String reader) {
        String name = camelCase(path);
        return name.equals(reader) ? name + "Values" : name;
    }

    /** The field, accessor and local variable that say how long each sample is along a symbol. */
    public static String lengths(Dim.Symbol symbol) {
        return lengths(symbol.name());
    }

    /** The same for the symbol's name. */
    public static String lengths(String symbol) {
        return "lengthsOf" + Character.toUpperCase(symbol.charAt(0)) + symbol.substring(1);
    }

    /** {@code hiddenLayer} as a constant: {@code HIDDEN_LAYER}. */
    public static String constant(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    /**
     * {@code encoder.layers.0.self_attn.in_proj_weight} as {@code encoderLayers0SelfAttnInProjWeight}. Numbers stay apart,
     * {@code 1.0.weight} is {@code _1_0Weight}.
     */
    public static String camelCase(String path) {
        StringBuilder name = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '.' || c == '_') {
                upper = !name.isEmpty();
            } else {
                boolean afterNumber = upper && Character.isDigit(name.charAt(name.length() - 1));
                if (Character.isDigit(c) && (name.isEmpty() || afterNumber)) {
                    name.append('_');
                }
                name.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return name.toString();
    }
}
