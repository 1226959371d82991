package dev.nervure.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All parameters of a model, shared by all threads. Training, {@link Parameter#set} and {@link
 * Model#restore(java.nio.file.Path)} change them; inference only reads them.
 */
public interface Weights extends Iterable<Parameter> {
    /**
     * The parameter of that name, such as {@code hidden.weight}.
     *
     * @param name the parameter's full name
     * @return the parameter, live: changes to it are changes to the model
     * @throws java.util.NoSuchElementException if there is none; the message lists the names that there are
     */
    Parameter get(String name);

    /**
     * Keeps training from changing some parameters, so that a loaded network can be fine-tuned. A batch norm whose
     * running statistics are among them computes with those in training too, and leaves them as they are.
     *
     * @param names a parameter's name, where {@code *} stands for anything: {@code encoder.*}
     * @return the number of parameters that match
     * @throws java.util.NoSuchElementException if no parameter matches
     */
    default int freeze(String names) {
        return freeze(names, true);
    }

    /**
     * Undoes {@link #freeze}: training changes these parameters again.
     *
     * @param names a parameter's name, where {@code *} stands for anything: {@code encoder.*}
     * @return the number of parameters that match
     * @throws java.util.NoSuchElementException if no parameter matches
     */
    default int unfreeze(String names) {
        return freeze(names, false);
    }

    /**
     * The parameters whose names match.
     *
     * @param names a parameter's name, where {@code *} stands for anything: {@code *.bias}
     * @return the parameters in the order of the network; empty if no name matches
     */
    default List<Parameter> named(String names) {
        Pattern pattern = Pattern.compile(
                Arrays.stream(names.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
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
