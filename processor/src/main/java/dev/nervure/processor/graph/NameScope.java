package dev.nervure.processor.graph;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.SourceVersion;

/**
 * Gives names in generated code: fields, methods, parameters, local variables, constants, classes. Whatever users call
 * their tensors, no name is given twice in one scope, and none is a word of Java.
 */
public final class NameScope {
    private final Set<String> taken;

    /** A scope in which some names are given already. */
    public NameScope(Collection<String> taken) {
        this.taken = new HashSet<>(taken);
    }

    /** Gives the wanted name, or one like it. */
    public String add(String wanted) {
        String name = free(wanted);
        taken.add(name);
        return name;
    }

    /** The wanted name, or one like it that is not given yet: for variables that end with their loop. */
    public String free(String wanted) {
        String name = wanted;
        while (SourceVersion.isKeyword(name) || taken.contains(name)) {
            name += "_";
        }
        return name;
    }

    /** A name of a field or variable that cannot hide a class: the first letter is small. */
    public static String small(String name) {
        return name.length() == 1 ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
