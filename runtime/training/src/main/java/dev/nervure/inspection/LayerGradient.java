package dev.nervure.inspection;

/**
 * The gradient of all parameters that a layer learns.
 *
 * @param layer the layer's tensor
 * @param gradient {@code ‖∂L/∂W‖}
 * @param weights {@code ‖W‖}
 */
public record LayerGradient(String layer, double gradient, double weights) {
    /**
     * The gradient relative to the weights: the relative change of the weights in a step at learning rate 1.
     *
     * @return {@code ‖∂L/∂W‖ / ‖W‖}
     */
    public double ratio() {
        return gradient / weights;
    }
}
