package dev.nervure.processor.plan;

import dev.nervure.processor.graph.Value;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** The local variables of generated methods: one for each value, none twice, none a word of Java. */
public final class Names {
    private static final Set<String> PARAMETERS = Set.of("w", "a", "g", "n");

    private final Map<Value, String> locals = new HashMap<>();
    private final Set<String> taken = new HashSet<>(PARAMETERS);

    Names(Collection<Value> values) {
        for (Value value : values) {
            String local = value.local();
            while (SourceVersion.isKeyword(local) || !taken.add(local)) {
                local += "_";
            }
            locals.put(value, local);
        }
    }

    /** The variable of a value's array. */
    public String local(Value value) {
        String local = locals.get(value);
        if (local == null) {
            throw new IllegalStateException(value + " is not of this program");
        }
        return local;
    }

    /** The wanted name, or one like it that no value has. */
    public String free(String wanted) {
        String name = wanted;
        while (taken.contains(name)) {
            name += "_";
        }
        return name;
    }
}
