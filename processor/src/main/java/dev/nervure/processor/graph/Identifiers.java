package dev.nervure.processor.graph;

/** Java names for the names of a network. */
public final class Identifiers {
    private Identifiers() {}

    /**
     * {@code encoder.layers.0.self_attn.in_proj_weight} as {@code encoderLayers0SelfAttnInProjWeight}, {@code 0.weight} as
     * {@code _0Weight}.
     */
    public static String camelCase(String path) {
        StringBuilder name = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '.' || c == '_') {
                upper = !name.isEmpty();
            } else {
                name.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return Character.isJavaIdentifierStart(name.charAt(0)) ? name.toString() : "_" + name;
    }
}
