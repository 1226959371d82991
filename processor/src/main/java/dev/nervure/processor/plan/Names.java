package dev.nervure.processor.plan;

import dev.nervure.processor.graph.NameScope;
import dev.nervure.processor.graph.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The names that generated classes of a unit share: the local variable of each value, and what further names must avoid. */
public final class Names {
    /** The parameters of generated methods, and the field that activations and gradients inherit. */
    private static final List<String> GIVEN = List.of("w", "a", "g", "n", "keep");

    private final Map<Value, String> locals = new HashMap<>();
    private final Set<String> taken = new TreeSet<>();

    /** @param fields further fields of the classes */
    Names(Collection<Value> values, Collection<String> fields) {
        NameScope scope = new NameScope(GIVEN);
        for (Value value : values) {
            locals.put(value, scope.add(NameScope.small(value.local())));
            taken.add(value.name());
        }
        taken.addAll(locals.values());
        taken.addAll(fields);
        taken.addAll(GIVEN);
    }

    /** The variable of a value's array. */
    public String local(Value value) {
        String local = locals.get(value);
        if (local == null) {
            throw new IllegalStateException(value + " is not of this program");
        }
        return local;
    }

    /** A scope for names that are neither a field nor the variable of an array. */
    public NameScope scope() {
        return new NameScope(taken);
    }
}
