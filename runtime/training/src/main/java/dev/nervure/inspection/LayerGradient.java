package dev.nervure.inspection;

/**
 * The gradient of all parameters that a layer learns.
 *
 * @param layer the layer's tensor
 * @param gradient {@code ‖∂L/∂W‖}
 * @param weights {@code ‖W‖}
 */
public record LayerGradient(String layer, double gradient, double weights) {
    /** {@code ‖∂L/∂W‖ / ‖W‖}: by how much of themselves a step of length 1 would change the weights. */
    public double ratio() {
        return gradient / weights;
    }
}
