package dev.nervure.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;

/** All parameters of a model: learned, shared by all threads, fixed during inference. */
public interface Weights extends Iterable<Parameter> {
    /**
     * The parameter of that name, such as {@code hidden.weight}.
     *
     * @throws java.util.NoSuchElementException if there is none; the message lists the names that there are
     */
    Parameter get(String name);

    /**
     * Keeps training from changing some parameters, so that a loaded network can be fine-tuned. A batch norm whose running
     * statistics are among them computes with those in training too, and leaves them as they are.
     *
     * @param names a parameter's name, where {@code *} stands for anything: {@code encoder.*}
     * @return how many parameters that are
     * @throws java.util.NoSuchElementException if there is none of that name
     */
    default int freeze(String names) {
        return freeze(names, true);
    }

    /** Lets training change them again. */
    default int unfreeze(String names) {
        return freeze(names, false);
    }

    /**
     * The parameters of some names; none if no name matches.
     *
     * @param names a parameter's name, where {@code *} stands for anything: {@code *.bias}
     */
    default List<Parameter> named(String names) {
        Pattern pattern = Pattern.compile("\\Q" + names.replace("*", "\\E.*\\Q") + "\\E");
        List<Parameter> found = new ArrayList<>();
        for (Parameter parameter : this) {
            if (pattern.matcher(parameter.name()).matches()) {
                found.add(parameter);
            }
        }
        return found;
    }

    private int freeze(String names, boolean frozen) {
        List<Parameter> found = named(names);
        if (found.isEmpty()) {
            List<String> all = new ArrayList<>();
            forEach(parameter -> all.add(parameter.name()));
            throw new NoSuchElementException("no parameter is called '" + names + "'; there are " + all);
        }
        found.forEach(parameter -> parameter.freeze(frozen));
        return found.size();
    }
}
