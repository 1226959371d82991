package dev.nervure.processor.ksp;

import com.google.devtools.ksp.UtilsKt;
import com.google.devtools.ksp.symbol.KSPropertyDeclaration;
import com.google.devtools.ksp.symbol.KSPropertyGetter;
import dev.nervure.processor.declaration.AnnotationUse;
import dev.nervure.processor.declaration.MethodDeclaration;
import dev.nervure.processor.declaration.ParameterDeclaration;
import dev.nervure.processor.declaration.TypeUse;
import java.util.List;
import javax.tools.Diagnostic;

/** The getter of a property as KSP shows it, under the name that it has in class files. */
final class SymbolGetter implements MethodDeclaration {
    private final SymbolReader reader;
    private final KSPropertyDeclaration property;
    private final KSPropertyGetter getter;

    SymbolGetter(SymbolReader reader, KSPropertyDeclaration property, KSPropertyGetter getter) {
        this.reader = reader;
        this.property = property;
        this.getter = getter;
    }

    @Override
    public void print(Diagnostic.Kind kind, String text) {
        reader.place(property).print(kind, text);
    }

    @Override
    public List<AnnotationUse> annotations() {
        return reader.annotations(getter);
    }

    @Override
    public List<String> unknownAnnotations() {
        return SymbolReader.unknownAnnotations(getter);
    }

    /** A property that begins with {@code is} is its own getter. */
    @Override
    public String name() {
        String name = property.getSimpleName().asString();
        boolean question = name.startsWith("is") && name.length() > 2 && !Character.isLowerCase(name.charAt(2));
        return question ? name : "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    @Override
    public boolean isAbstract() {
        return UtilsKt.isAbstract(property);
    }

    @Override
    public boolean isGeneric() {
        return !property.getTypeParameters().isEmpty();
    }

    @Override
    public TypeUse returnType() {
        return SymbolReader.use(property.getType());
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return List.of();
    }
}
