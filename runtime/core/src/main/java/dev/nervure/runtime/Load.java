package dev.nervure.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a file of weights has to fit a model. {@link #strict()} is what {@code load(file)} and {@code restore(file)} do. In any
 * case a tensor with a parameter's name must have the parameter's shape, and a failed read changes nothing.
 */
public final class Load {
    private static final Load STRICT = new Load(false, false, null);
    private static final Load PARTIAL = new Load(true, true, null);

    private final boolean partial;
    private final boolean anyNetwork;
    private final @Nullable UnaryOperator<String> names; // null where they stay as they are

    private Load(boolean partial, boolean anyNetwork, @Nullable UnaryOperator<String> names) {
        this.partial = partial;
        this.anyNetwork = anyNetwork;
        this.names = names;
    }

    /** The file has all parameters and nothing else. A file that another network has saved is refused. */
    public static Load strict() {
        return STRICT;
    }

    /**
     * Takes what there is: parameters that the file does not have stay as they are, tensors of other names are left out. At
     * least one parameter must be there. The file may be of another network.
     */
    public static Load partial() {
        return PARTIAL;
    }

    /**
     * Renames the tensors of the file, which then may be of another network.
     *
     * @param name the parameter's name, from the name in the file or from what an earlier function has made of it
     */
    public Load renamed(UnaryOperator<String> name) {
        UnaryOperator<String> before = names;
        return new Load(partial, true, before == null ? name : found -> name.apply(before.apply(found)));
    }

    /** Cuts a prefix such as {@code model.} off the names in the file; names without it stay. */
    public Load withoutPrefix(String prefix) {
        return renamed(name -> name.startsWith(prefix) ? name.substring(prefix.length()) : name);
    }

    /**
     * Accepts a file that another network has saved, if its parameters fit: one that differs in activations, strides or the
     * order of layers.
     */
    public Load ofAnyNetwork() {
        return new Load(partial, true, names);
    }

    /** Whether parameters may be missing, and tensors left over. */
    public boolean isPartial() {
        return partial;
    }

    /** Whether it does not matter which network has saved the file. */
    public boolean isOfAnyNetwork() {
        return anyNetwork;
    }

    /** The name that a tensor of the file gets. */
    public String rename(String name) {
        if (names == null) {
            return name;
        }
        String renamed = names.apply(name);
        if (renamed == null) {
            throw new NullPointerException("no name instead of " + Quote.of(name));
        }
        return renamed;
    }

    /**
     * What a file has of what was asked for.
     *
     * @param names what was found, in the order of the data: the name that was asked for, and the tensor's name in the file
     * @param missing what was asked for and is not there
     * @param surplus the tensors, by their names in the file, that nobody has asked for
     */
    public record Match(Map<String, String> names, List<String> missing, List<String> surplus) {
        public Match {
            names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
            missing = List.copyOf(missing);
            surplus = List.copyOf(surplus);
        }
    }
}
