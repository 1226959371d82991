package dev.nervure.processor.frontend;

import dev.nervure.processor.declaration.AnnotationUse;
import dev.nervure.processor.declaration.Place;
import dev.nervure.processor.declaration.TypeUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Shows the elements of annotation processing as declarations. */
public final class ElementReader {
    private final Elements elements;
    private final Messager messager;
    private final SourceTrees trees;

    /** A reader for one compilation. */
    public ElementReader(ProcessingEnvironment environment) {
        this.elements = environment.getElementUtils();
        this.messager = environment.getMessager();
        this.trees = SourceTrees.of(environment);
    }

    /** The declaration of a type. */
    public ElementType type(TypeElement element) {
        return new ElementType(this, element);
    }

    Elements elements() {
        return elements;
    }

    SourceTrees trees() {
        return trees;
    }

    /** A place within an element; the compiler points at the element itself without {@code mirror} and {@code value}. */
    Place place(Element element, @Nullable AnnotationMirror mirror, @Nullable AnnotationValue value) {
        if (mirror == null) {
            return (kind, text) -> messager.printMessage(kind, text, element);
        }
        return value == null
                ? (kind, text) -> messager.printMessage(kind, text, element, mirror)
                : (kind, text) -> messager.printMessage(kind, text, element, mirror, value);
    }

    List<AnnotationUse> annotations(Element element) {
        List<AnnotationUse> found = new ArrayList<>();
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (Mirrors.dslName(mirror) != null) {
                found.add(new MirrorAnnotation(this, element, mirror));
            }
            Mirrors.repeated(mirror).forEach(each -> found.add(new MirrorAnnotation(this, element, each)));
        }
        return found;
    }

    List<String> unknownAnnotations(Element element) {
        Set<String> known = element.getAnnotationMirrors().stream()
                .map(mirror -> mirror.getAnnotationType().asElement())
                .filter(type -> type.asType().getKind() != TypeKind.ERROR)
                .map(type -> type.getSimpleName().toString())
                .collect(Collectors.toSet());
        return trees.annotations(element).stream()
                .filter(name -> !known.contains(name))
                .toList();
    }

    static TypeUse use(TypeMirror type) {
        return new TypeUse(type.toString(), type.getKind() != TypeKind.ERROR);
    }
}
