package dev.nervure.processor.frontend;

import dev.nervure.processor.declaration.AnnotationUse;
import dev.nervure.processor.declaration.MethodDeclaration;
import dev.nervure.processor.declaration.TypeDeclaration;
import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** A type as annotation processing shows it. */
public final class ElementType implements TypeDeclaration {
    private final ElementReader reader;
    private final TypeElement element;

    ElementType(ElementReader reader, TypeElement element) {
        this.reader = reader;
        this.element = element;
    }

    /** The element itself. */
    public TypeElement element() {
        return element;
    }

    @Override
    public void print(Diagnostic.Kind kind, String text) {
        reader.place(element, null, null).print(kind, text);
    }

    @Override
    public List<AnnotationUse> annotations() {
        return reader.annotations(element);
    }

    @Override
    public List<String> unknownAnnotations() {
        return reader.unknownAnnotations(element);
    }

    @Override
    public String simpleName() {
        return element.getSimpleName().toString();
    }

    @Override
    public String packageName() {
        return reader.elements().getPackageOf(element).getQualifiedName().toString();
    }

    @Override
    public @Nullable TypeDeclaration enclosing() {
        return element.getEnclosingElement() instanceof TypeElement outer ? new ElementType(reader, outer) : null;
    }

    @Override
    public boolean isInterface() {
        return element.getKind() == ElementKind.INTERFACE;
    }

    @Override
    public boolean isGeneric() {
        return !element.getTypeParameters().isEmpty();
    }

    @Override
    public boolean isPublic() {
        return element.getModifiers().contains(Modifier.PUBLIC);
    }

    @Override
    public boolean isPrivate() {
        return element.getModifiers().contains(Modifier.PRIVATE);
    }

    @Override
    public List<String> superinterfaces() {
        return element.getInterfaces().stream().map(TypeMirror::toString).toList();
    }

    @Override
    public List<MethodDeclaration> methods() {
        return ElementFilter.methodsIn(element.getEnclosedElements()).stream()
                .<MethodDeclaration>map(method -> new ElementMethod(reader, method))
                .toList();
    }

    @Override
    public String doc() {
        String doc = reader.elements().getDocComment(element);
        return doc == null ? "" : doc.replaceAll("(?m)^ ", "").strip();
    }
}
