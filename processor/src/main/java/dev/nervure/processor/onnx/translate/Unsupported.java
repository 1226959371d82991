package dev.nervure.processor.onnx.translate;

/** A node that cannot become part of a network; the message says why, in words. */
public final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String input;

    public Unsupported(String message) {
        this(message, "");
    }

    private Unsupported(String message, String input) {
        super(message);
        this.input = input;
    }

    /** A node needs, while the graph is compiled, what an input brings only at run time. */
    public static Unsupported needs(String what, String input) {
        return new Unsupported(
                what + " must be known while the graph is compiled; give the value of the input '" + input
                        + "' with @Fixed",
                input);
    }

    /** The input whose value is needed; empty if none. */
    public String input() {
        return input;
    }
}
