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

    /**
     * The file has all parameters and nothing else. A file that another network has saved is refused.
     *
     * @return the rule that {@code load(file)} and {@code restore(file)} use
     */
    public static Load strict() {
        return STRICT;
    }

    /**
     * Takes what there is: parameters that are not in the file keep their values, and tensors of other names are
     * ignored. At least one parameter must be in the file. Another network may have saved the file.
     *
     * @return the rule
     */
    public static Load partial() {
        return PARTIAL;
    }

    /**
     * Renames the tensors of the file. Another network may have saved it.
     *
     * @param name gives the parameter's name for the name in the file, or for the result of an earlier function
     * @return this rule with one more function
     */
    public Load renamed(UnaryOperator<String> name) {
        UnaryOperator<String> before = names;
        return new Load(partial, true, before == null ? name : found -> name.apply(before.apply(found)));
    }

    /**
     * Removes a prefix from the names in the file. Names without it stay as they are.
     *
     * @param prefix the prefix, such as {@code model.}
     * @return this rule with one more function
     */
    public Load withoutPrefix(String prefix) {
        return renamed(name -> name.startsWith(prefix) ? name.substring(prefix.length()) : name);
    }

    /**
     * Accepts a file that another network has saved, if its parameters fit. The networks may differ in activations,
     * strides or the order of layers.
     *
     * @return this rule without the check of the network
     */
    public Load ofAnyNetwork() {
        return new Load(partial, true, names);
    }

    /**
     * Whether parameters may be missing, and tensors left over.
     *
     * @return true for {@link #partial()} and rules made from it
     */
    public boolean isPartial() {
        return partial;
    }

    /**
     * Whether a file of another network is accepted.
     *
     * @return true unless the network is checked
     */
    public boolean isOfAnyNetwork() {
        return anyNetwork;
    }

    /**
     * Applies the functions of {@link #renamed}.
     *
     * @param name a tensor's name in the file
     * @return the name of the parameter that it belongs to
     * @throws NullPointerException if a function returned null
     */
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
     * What was found in a file.
     *
     * @param names the tensors that were found, in the order of the data: from the name that was asked for to the
     *     tensor's name in the file
     * @param missing the names that were asked for and not found
     * @param surplus the names, as in the file, of tensors that nobody asked for
     */
    public record Match(Map<String, String> names, List<String> missing, List<String> surplus) {
        /**
         * A result with copies of the collections.
         *
         * @param names the tensors that were found, in the order of the data: from the name that was asked for to the
         *     tensor's name in the file
         * @param missing the names that were asked for and not found
         * @param surplus the names, as in the file, of tensors that nobody asked for
         */
        public Match {
            names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
            missing = List.copyOf(missing);
            surplus = List.copyOf(surplus);
        }
    }
}
