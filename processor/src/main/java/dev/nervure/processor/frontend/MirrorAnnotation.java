package dev.nervure.processor.frontend;

import com.sun.source.tree.ExpressionTree;
import dev.nervure.processor.declaration.AnnotationUse;
import dev.nervure.processor.declaration.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** An annotation as annotation processing shows it. */
final class MirrorAnnotation implements AnnotationUse {
    private final ElementReader reader;
    private final Element element;
    private final AnnotationMirror mirror;

    MirrorAnnotation(ElementReader reader, Element element, AnnotationMirror mirror) {
        this.reader = reader;
        this.element = element;
        this.mirror = mirror;
    }

    @Override
    public String name() {
        return Objects.requireNonNull(Mirrors.dslName(mirror));
    }

    @Override
    public List<String> attributeNames() {
        return ElementFilter.methodsIn(mirror.getAnnotationType().asElement().getEnclosedElements()).stream()
                .map(attribute -> attribute.getSimpleName().toString())
                .toList();
    }

    @Override
    public boolean says(String attribute) {
        return value(attribute) != null;
    }

    @Override
    public boolean isComplete() {
        return Mirrors.isComplete(mirror, reader.elements());
    }

    @Override
    public Map<String, Object> attributes() {
        return Mirrors.attributes(mirror, reader.elements());
    }

    /** javac says of an unknown attribute that a method cannot be found, and hides it; its trees tell it. */
    @Override
    public Map<String, Place> unknownAttributes() {
        List<String> names = attributeNames();
        Map<String, Place> unknown = new LinkedHashMap<>();
        for (Map.Entry<String, ExpressionTree> said :
                reader.trees().arguments(element, mirror).entrySet()) {
            Place place = names.contains(said.getKey()) ? null : reader.trees().place(element, said.getValue());
            if (place != null) {
                unknown.put(said.getKey(), place);
            }
        }
        return unknown;
    }

    @Override
    public Place place(@Nullable String attribute) {
        return reader.place(element, mirror, attribute == null ? null : value(attribute));
    }

    /** What the source says of an attribute; null if it says nothing. */
    @Nullable
    AnnotationValue value(String attribute) {
        for (ExecutableElement method : mirror.getElementValues().keySet()) {
            if (method.getSimpleName().contentEquals(attribute)) {
                return mirror.getElementValues().get(method);
            }
        }
        return null;
    }
}
