package dev.nervure.runtime;

/** ∂loss/∂weights and ∂loss/∂activations of one call: owned by one thread, overwritten by the next call. */
public interface Gradients {
    /**
     * A copy of ∂loss/∂parameter.
     *
     * @param name the parameter's name, such as {@code hidden.weight}
     * @return the gradient, row-major in the parameter's shape; zeros for a parameter that is not trainable
     * @throws java.util.NoSuchElementException if there is no such parameter
     */
    float[] parameter(String name);

    /**
     * The live array of ∂loss/∂tensor.
     *
     * @param tensor the tensor's name
     * @return the gradient, row-major {@code [n, …shape]}
     * @throws java.util.NoSuchElementException if there is no such tensor, or it has no gradient
     * @throws IllegalStateException if these gradients do not keep it
     */
    float[] activation(String tensor);
}
