package dev.nervure.processor.declaration;

import dev.nervure.dsl.layer.Layers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A type or a method with its annotations. */
public interface AnnotatedDeclaration extends Place {
    /** The annotations of the declaration language, in the order of the source; of repeated ones each by itself. */
    List<AnnotationUse> annotations();

    /** The simple names of the annotations in the source that the compiler does not know; none where it does not tell them. */
    List<String> unknownAnnotations();

    /** The first annotation with a simple name; null if there is none. */
    default @Nullable AnnotationUse annotation(String name) {
        List<AnnotationUse> found = annotations(name);
        return found.isEmpty() ? null : found.get(0);
    }

    /** The annotations with a simple name. */
    default List<AnnotationUse> annotations(String name) {
        return annotations().stream().filter(use -> use.name().equals(name)).toList();
    }

    /** The annotations that say a layer. */
    default List<AnnotationUse> layers() {
        return annotations().stream()
                .filter(use -> Layers.layer(use.name()) != null)
                .toList();
    }
}
