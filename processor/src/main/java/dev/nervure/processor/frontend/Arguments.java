package dev.nervure.processor.frontend;

import static java.util.Map.entry;

import com.sun.source.tree.ExpressionTree;
import dev.nervure.dsl.network.Message;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Name;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/**
 * What annotations say by names of other frameworks, and what they fail to say. javac says of an unknown attribute that a
 * method cannot be found, and hides it from processors; where its trees are at hand, the name that is meant is said too.
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

    private static final Set<String> COUNTS = Set.of("int", "int[]");

    private final SourceTrees trees;
    private final Reporter reporter;

    Arguments(SourceTrees trees, Reporter reporter) {
        this.trees = trees;
        this.reporter = reporter;
    }

    /** Reports layers of other frameworks; returns whether there is an annotation that nobody knows. */
    boolean hasUnknownLayer(Element element) {
        Set<String> known = element.getAnnotationMirrors().stream()
                .map(mirror -> mirror.getAnnotationType().asElement())
                .filter(type -> type.asType().getKind() != TypeKind.ERROR)
                .map(type -> type.getSimpleName().toString())
                .collect(Collectors.toSet());
        List<String> unknown = trees.annotations(element).stream()
                .filter(name -> !known.contains(name))
                .toList();
        for (String name : unknown) {
            String here = OtherNames.layer(name);
            if (here != null) {
                reporter.error(element, Message.LAYER_OF_OTHERS, name, here);
            }
        }
        return !unknown.isEmpty();
    }

    /** Reports attributes that there are not, and attributes that are missing; returns whether all is there. */
    boolean check(Element element, AnnotationMirror mirror) {
        String layer = Objects.requireNonNull(Mirrors.dslName(mirror));
        List<ExecutableElement> attributes =
                ElementFilter.methodsIn(mirror.getAnnotationType().asElement().getEnclosedElements());
        List<String> names = names(attributes);
        Map<String, ExpressionTree> said = trees.arguments(element, mirror);
        boolean missing = false;
        boolean renamed = false;
        for (Map.Entry<String, ExpressionTree> argument : said.entrySet()) {
            String name = argument.getKey();
            if (!names.contains(name)) {
                renamed = true;
                String meant = OtherNames.attribute(name, names);
                print(element, argument.getValue(), Message.UNKNOWN_ATTRIBUTE.format(layer, name, meant));
            }
        }
        for (ExecutableElement attribute : attributes) {
            String name = attribute.getSimpleName().toString();
            String use = NEEDED.get(name);
            if (use != null && isMissing(mirror, attribute)) {
                missing = true;
                if (!renamed) { // otherwise it is said by another name, and that has been reported
                    reporter.error(element, mirror, null, Message.MISSING_ATTRIBUTE.format(layer, name, use));
                }
            }
        }
        return !missing && !renamed;
    }

    private static boolean isMissing(AnnotationMirror mirror, ExecutableElement attribute) {
        if (mirror.getElementValues().containsKey(attribute)
                || attribute.getDefaultValue() == null
                || !COUNTS.contains(attribute.getReturnType().toString())) {
            return false;
        }
        Object value = attribute.getDefaultValue().getValue();
        return value.equals(0) || (value instanceof List<?> list && list.isEmpty());
    }

    private void print(Element element, ExpressionTree at, String text) {
        Runnable error = trees.error(element, at, text);
        if (error != null) {
            reporter.error(error);
        }
    }

    private static List<String> names(Collection<? extends Element> elements) {
        return elements.stream().map(Element::getSimpleName).map(Name::toString).toList();
    }
}
