package dev.nervure.runtime;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sees whether names differ by a prefix alone: that of a module which holds the model, or which the model holds. */
final class Prefixes {
    private Prefixes() {}

    /** What to do about names that do not match, as the end of a message; empty if a prefix would not help. */
    static String hint(List<String> missing, List<String> surplus, Load load) {
        String kind = load.isPartial() ? "partial" : "strict";
        String prefix = Quote.cut(common(missing, surplus));
        if (!prefix.isEmpty()) {
            return "\nIn the file the names begin with '" + prefix + "': load it with Load." + kind
                    + "().withoutPrefix(\"" + prefix + "\")";
        }
        prefix = Quote.cut(common(surplus, missing));
        return prefix.isEmpty()
                ? ""
                : "\nIn the model the names begin with '" + prefix + "': load the file with Load." + kind
                        + "().renamed(name -> \"" + prefix + "\" + name)";
    }

    /** What to put in front of all short names to find them among the long ones; empty if there is no such thing. */
    private static String common(List<String> shorter, List<String> longer) {
        if (shorter.isEmpty()) {
            return "";
        }
        Set<String> all = new HashSet<>(longer);
        String first = shorter.get(0);
        for (String name : longer) {
            if (name.endsWith(first) && name.length() > first.length()) {
                String prefix = name.substring(0, name.length() - first.length());
                if (shorter.stream().allMatch(one -> all.contains(prefix + one))) {
                    return prefix;
                }
            }
        }
        return "";
    }
}
