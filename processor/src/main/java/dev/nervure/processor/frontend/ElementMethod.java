package dev.nervure.processor.frontend;

import dev.nervure.processor.declaration.AnnotationUse;
import dev.nervure.processor.declaration.MethodDeclaration;
import dev.nervure.processor.declaration.ParameterDeclaration;
import dev.nervure.processor.declaration.TypeUse;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.tools.Diagnostic;

/** A method as annotation processing shows it. */
final class ElementMethod implements MethodDeclaration {
    private final ElementReader reader;
    private final ExecutableElement element;

    ElementMethod(ElementReader reader, ExecutableElement element) {
        this.reader = reader;
        this.element = element;
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
    public String name() {
        return element.getSimpleName().toString();
    }

    @Override
    public boolean isAbstract() {
        return element.getModifiers().contains(Modifier.ABSTRACT);
    }

    @Override
    public boolean isGeneric() {
        return !element.getTypeParameters().isEmpty();
    }

    @Override
    public TypeUse returnType() {
        return ElementReader.use(element.getReturnType());
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return element.getParameters().stream()
                .<ParameterDeclaration>map(parameter -> new Parameter(reader, parameter))
                .toList();
    }

    private record Parameter(ElementReader reader, VariableElement element) implements ParameterDeclaration {
        @Override
        public String name() {
            return element.getSimpleName().toString();
        }

        @Override
        public TypeUse type() {
            return ElementReader.use(element.asType());
        }

        @Override
        public void print(Diagnostic.Kind kind, String text) {
            reader.place(element, null, null).print(kind, text);
        }
    }
}
