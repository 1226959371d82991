package dev.nervure.dsl;

import java.util.HashMap;
import java.util.Map;

/**
 * The attributes that the trailing lambda of a builder method sets, with the names of the layer's annotation. The
 * builder method checks the values. Each method here changes these options and returns them.
 *
 * @param <O> the options themselves
 */
abstract class Options<O extends Options<O>> {
    private final Map<String, Object> attributes;

    /** Options of a layer that has the attributes without a default already. */
    Options(Map<String, ?> required) {
        attributes = new HashMap<>(required);
    }

    /** Sets an attribute. */
    @SuppressWarnings("unchecked")
    final O set(String attribute, Object value) {
        attributes.put(attribute, value);
        return (O) this;
    }

    /** All attributes that are set. */
    final Map<String, Object> attributes() {
        return attributes;
    }
}
