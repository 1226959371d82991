package dev.nervure.processor.frontend;

import static java.util.Map.entry;

import dev.nervure.dsl.network.Message;
import dev.nervure.processor.declaration.AnnotationUse;
import dev.nervure.processor.declaration.MethodDeclaration;
import dev.nervure.processor.declaration.Place;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;

/**
 * What annotations say by names of other frameworks, and what they fail to say. Compilers hide what they do not know from
 * processors, or tell it in their own words; where it can be seen, the name that is meant is said too.
 */
final class Arguments {
    /**
     * Attributes without which there is no layer. They have a default that cannot be meant, since javac runs no processor
     * where an attribute is missing, so that nobody could say what is meant.
     */
    private static final Map<String, String> NEEDED = Map.ofEntries(
            entry("units", "the length of the vectors that it gives"),
            entry("channels", "the number of channels that it gives"),
            entry("kernelSize", "how many places the kernel covers, such as 3"),
            entry("scaleFactor", "how many places are made of one, such as 2"),
            entry("size", "how many different integers there are, the size of the vocabulary"),
            entry("classes", "the number of classes"),
            entry("hidden", "the length of the vectors between its two layers"),
            entry("heads", "the number of heads"),
            entry("layers", "the number of layers"),
            entry("groups", "the number of groups of channels"),
            entry("value", "a shape, without the batch"));

    private final Reporter reporter;

    Arguments(Reporter reporter) {
        this.reporter = reporter;
    }

    /** Reports layers of other frameworks; returns whether there is an annotation that nobody knows. */
    boolean hasUnknownLayer(MethodDeclaration method) {
        List<String> unknown = method.unknownAnnotations();
        for (String name : unknown) {
            String here = OtherNames.layer(name);
            if (here != null) {
                reporter.error(method, Message.LAYER_OF_OTHERS, name, here);
            }
        }
        return !unknown.isEmpty();
    }

    /** Reports attributes that there are not, and attributes that are missing; returns whether all is there. */
    boolean check(AnnotationUse annotation) {
        List<String> names = annotation.attributeNames();
        boolean missing = false;
        Map<String, Place> renamed = annotation.unknownAttributes();
        renamed.forEach((name, place) -> reporter.error(
                place, Message.UNKNOWN_ATTRIBUTE, annotation.name(), name, OtherNames.attribute(name, names)));
        for (String name : names) {
            String use = NEEDED.get(name);
            if (use != null && isMissing(annotation, name)) {
                missing = true;
                if (renamed.isEmpty()) { // otherwise it is said by another name, and that has been reported
                    reporter.error(annotation.place(null), Message.MISSING_ATTRIBUTE, annotation.name(), name, use);
                }
            }
        }
        return !missing && renamed.isEmpty();
    }

    private static boolean isMissing(AnnotationUse annotation, String attribute) {
        if (annotation.says(attribute)) {
            return false;
        }
        try {
            Method method = Class.forName(AnnotationUse.LANGUAGE + "." + annotation.name())
                    .getMethod(attribute);
            Object value = method.getDefaultValue();
            return Integer.valueOf(0).equals(value) || (value instanceof int[] sizes && sizes.length == 0);
        } catch (ReflectiveOperationException e) {
            return false; // an annotation of another version, which the compiler knows better
        }
    }
}
