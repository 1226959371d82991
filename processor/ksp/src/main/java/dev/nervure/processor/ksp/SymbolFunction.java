package dev.nervure.processor.ksp;

import com.google.devtools.ksp.symbol.KSFunctionDeclaration;
import com.google.devtools.ksp.symbol.KSName;
import com.google.devtools.ksp.symbol.KSValueParameter;
import dev.nervure.processor.declaration.AnnotationUse;
import dev.nervure.processor.declaration.MethodDeclaration;
import dev.nervure.processor.declaration.ParameterDeclaration;
import dev.nervure.processor.declaration.TypeUse;
import java.util.List;
import javax.tools.Diagnostic;

/** A function as KSP shows it. */
final class SymbolFunction implements MethodDeclaration {
    private final SymbolReader reader;
    private final KSFunctionDeclaration symbol;

    SymbolFunction(SymbolReader reader, KSFunctionDeclaration symbol) {
        this.reader = reader;
        this.symbol = symbol;
    }

    @Override
    public void print(Diagnostic.Kind kind, String text) {
        reader.place(symbol).print(kind, text);
    }

    @Override
    public List<AnnotationUse> annotations() {
        return reader.annotations(symbol);
    }

    @Override
    public List<String> unknownAnnotations() {
        return SymbolReader.unknownAnnotations(symbol);
    }

    @Override
    public String name() {
        return symbol.getSimpleName().asString();
    }

    @Override
    public boolean isAbstract() {
        return symbol.isAbstract();
    }

    @Override
    public boolean isGeneric() {
        return !symbol.getTypeParameters().isEmpty();
    }

    @Override
    public TypeUse returnType() {
        return SymbolReader.use(symbol.getReturnType());
    }

    @Override
    public List<ParameterDeclaration> parameters() {
        return symbol.getParameters().stream()
                .<ParameterDeclaration>map(parameter -> new Parameter(reader, parameter))
                .toList();
    }

    private record Parameter(SymbolReader reader, KSValueParameter symbol) implements ParameterDeclaration {
        @Override
        public String name() {
            KSName name = symbol.getName();
            return name == null ? "" : name.asString();
        }

        @Override
        public TypeUse type() {
            return SymbolReader.use(symbol.getType());
        }

        @Override
        public void print(Diagnostic.Kind kind, String text) {
            reader.place(symbol).print(kind, text);
        }
    }
}
