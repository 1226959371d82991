package dev.nervure.processor.ksp;

import com.google.devtools.ksp.UtilsKt;
import com.google.devtools.ksp.symbol.ClassKind;
import com.google.devtools.ksp.symbol.FileLocation;
import com.google.devtools.ksp.symbol.KSClassDeclaration;
import com.google.devtools.ksp.symbol.KSDeclaration;
import com.google.devtools.ksp.symbol.KSFunctionDeclaration;
import com.google.devtools.ksp.symbol.KSPropertyDeclaration;
import com.google.devtools.ksp.symbol.Origin;
import dev.nervure.processor.declaration.AnnotationUse;
import dev.nervure.processor.declaration.MethodDeclaration;
import dev.nervure.processor.declaration.TypeDeclaration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.tools.Diagnostic;
import kotlin.sequences.SequencesKt;
import org.jspecify.annotations.Nullable;

/** A type as KSP shows it. */
final class SymbolType implements TypeDeclaration {
    private final SymbolReader reader;
    private final KSClassDeclaration symbol;

    SymbolType(SymbolReader reader, KSClassDeclaration symbol) {
        this.reader = reader;
        this.symbol = symbol;
    }

    KSClassDeclaration symbol() {
        return symbol;
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
    public String simpleName() {
        return symbol.getSimpleName().asString();
    }

    @Override
    public String packageName() {
        return symbol.getPackageName().asString();
    }

    @Override
    public @Nullable TypeDeclaration enclosing() {
        return symbol.getParentDeclaration() instanceof KSClassDeclaration outer ? reader.type(outer) : null;
    }

    @Override
    public boolean isInterface() {
        return symbol.getClassKind() == ClassKind.INTERFACE;
    }

    @Override
    public boolean isGeneric() {
        return !symbol.getTypeParameters().isEmpty();
    }

    /** What Kotlin calls internal is public in class files; members of Java's interfaces are public unless they say otherwise. */
    @Override
    public boolean isPublic() {
        boolean ofInterface = symbol.getOrigin() == Origin.JAVA
                && symbol.getParentDeclaration() instanceof KSClassDeclaration outer
                && outer.getClassKind() == ClassKind.INTERFACE;
        return UtilsKt.isPublic(symbol) || UtilsKt.isInternal(symbol) || ofInterface;
    }

    /** What Kotlin calls private at the top level is its package's in class files. */
    @Override
    public boolean isPrivate() {
        return UtilsKt.isPrivate(symbol) && symbol.getParentDeclaration() != null;
    }

    @Override
    public List<String> superinterfaces() {
        return SequencesKt.toList(symbol.getSuperTypes()).stream()
                .map(reference -> SymbolReader.use(reference).name())
                .filter(name -> !name.equals("kotlin.Any"))
                .toList();
    }

    /** KSP may show properties before functions. */
    @Override
    public List<MethodDeclaration> methods() {
        List<KSDeclaration> declarations = new ArrayList<>(SequencesKt.toList(symbol.getDeclarations()));
        declarations.sort(Comparator.comparingInt(SymbolType::line));
        List<MethodDeclaration> methods = new ArrayList<>();
        for (KSDeclaration declaration : declarations) {
            if (declaration instanceof KSFunctionDeclaration function && !UtilsKt.isConstructor(function)) {
                methods.add(new SymbolFunction(reader, function));
            } else if (declaration instanceof KSPropertyDeclaration property && property.getGetter() != null) {
                methods.add(new SymbolGetter(reader, property, property.getGetter()));
            }
        }
        return methods;
    }

    private static int line(KSDeclaration declaration) {
        return declaration.getLocation() instanceof FileLocation place ? place.getLineNumber() : 0;
    }

    @Override
    public String doc() {
        String doc = symbol.getDocString();
        return doc == null ? "" : doc.replaceAll("(?m)^ ", "").strip();
    }
}
