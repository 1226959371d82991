package dev.nervure.runtime;

/** All parameters of a model: learned, shared by all threads, fixed during inference. */
public interface Weights extends Iterable<Parameter> {
    /**
     * The parameter of that name, such as {@code hidden.weight}.
     *
     * @throws java.util.NoSuchElementException if there is none; the message lists the names that there are
     */
    Parameter get(String name);
}
