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

    /**
     * Takes all values of another model's parameters, statistics included: a target network begins as the network that
     * learns. What is frozen stays frozen. Do not call it while another thread runs a pass of this model.
     *
     * @param other weights with the same names and shapes; the networks may differ otherwise
     * @throws IllegalArgumentException if a name or a shape differs; nothing has changed then
     */
    void set(Weights other);

    /**
     * Takes the values of those parameters of another model that have the name and the shape of one here, as
     * {@link #set(Weights)} does. The others stay as they are.
     *
     * @param other the weights of any model
     * @return the number of parameters that were set; 0 if none matches
     */
    int setMatching(Weights other);

    /**
     * Moves all values towards another model's: {@code w = w + tau · (other − w)}, statistics included. A target network
     * follows so the network that learns, with a {@code tau} such as 0.005 (Lillicrap et al.: Continuous control with
     * deep reinforcement learning, ICLR 2016), and a running mean of weights too.
     *
     * @param other weights with the same names and shapes
     * @param tau how far to go, from 0 (nothing) to 1 (all the way)
     * @throws IllegalArgumentException if a name or a shape differs, or {@code tau} is not in [0, 1]; nothing has changed
     *     then
     */
    void blend(Weights other, float tau);

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
