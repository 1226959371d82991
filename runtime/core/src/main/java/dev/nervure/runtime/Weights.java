package dev.nervure.runtime;

/** All parameters of a model: learned, shared by all threads, fixed during inference. */
public interface Weights extends Iterable<Parameter> {
    /**
     * The parameter of that name, such as {@code hidden.weight}.
     *
     * @throws java.util.NoSuchElementException if there is none; the message lists the names that there are
     */
    Parameter get(String name);

    /**
     * Keeps training from changing some parameters, so that a loaded network can be fine-tuned.
     *
     * @param names a parameter's name, where {@code *} stands for anything: {@code encoder.*}
     * @return how many parameters that are
     */
    default int freeze(String names) {
        return freeze(names, true);
    }

    /** Lets training change them again. */
    default int unfreeze(String names) {
        return freeze(names, false);
    }

    private int freeze(String names, boolean frozen) {
        int count = 0;
        for (Parameter parameter : this) {
            if (parameter.isNamed(names)) {
                parameter.freeze(frozen);
                count++;
            }
        }
        return count;
    }
}
