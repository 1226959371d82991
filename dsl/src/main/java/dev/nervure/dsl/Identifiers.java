package dev.nervure.dsl;

import java.util.stream.Collectors;

/** The names that tensors can have. */
final class Identifiers {
    private Identifiers() {}

    static boolean valid(String name) {
        return !name.isEmpty()
                && Character.isJavaIdentifierStart(name.charAt(0))
                && name.chars().allMatch(Character::isJavaIdentifierPart);
    }

    /** A valid name that looks like the given one. */
    static String like(String name) {
        String parts = name.chars()
                .mapToObj(c -> Character.isJavaIdentifierPart(c) ? Character.toString(c) : "_")
                .collect(Collectors.joining());
        return valid(parts) ? parts : "_" + parts;
    }
}
