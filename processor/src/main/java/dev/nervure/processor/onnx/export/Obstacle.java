package dev.nervure.processor.onnx.export;

/** Why a network has no ONNX file, in words for who asks for one. */
final class Obstacle extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Obstacle(String message) {
        super(message);
    }
}
