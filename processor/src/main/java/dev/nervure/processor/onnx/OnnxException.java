package dev.nervure.processor.onnx;

/** A file is not what it should be: damaged, hostile, or of a kind that is not read. */
public final class OnnxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OnnxException(String message) {
        super(message);
    }

    public OnnxException(String message, Throwable cause) {
        super(message, cause);
    }
}
