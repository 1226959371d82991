package dev.nervure.processor.ksp;

import com.google.devtools.ksp.processing.KSPLogger;
import com.google.devtools.ksp.symbol.KSAnnotated;
import com.google.devtools.ksp.symbol.KSAnnotation;
import com.google.devtools.ksp.symbol.KSClassDeclaration;
import com.google.devtools.ksp.symbol.KSDeclaration;
import com.google.devtools.ksp.symbol.KSName;
import com.google.devtools.ksp.symbol.KSNode;
import com.google.devtools.ksp.symbol.KSType;
import com.google.devtools.ksp.symbol.KSTypeAlias;
import com.google.devtools.ksp.symbol.KSTypeReference;
import dev.nervure.processor.declaration.AnnotationUse;
import dev.nervure.processor.declaration.Place;
import dev.nervure.processor.declaration.TypeUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kotlin.sequences.SequencesKt;
import org.jspecify.annotations.Nullable;

/** Shows the symbols of KSP as declarations. */
final class SymbolReader {
    private static final Map<String, String> OF_JAVA = Map.of(
            "kotlin.Int", "int",
            "kotlin.Float", "float",
            "kotlin.Double", "double",
            "kotlin.Boolean", "boolean",
            "kotlin.String", "java.lang.String",
            "kotlin.Unit", "void");

    private final KSPLogger logger;

    SymbolReader(KSPLogger logger) {
        this.logger = logger;
    }

    SymbolType type(KSClassDeclaration symbol) {
        return new SymbolType(this, symbol);
    }

    Place place(KSNode node) {
        return (kind, text) -> {
            switch (kind) {
                case ERROR -> logger.error(text, node);
                case WARNING, MANDATORY_WARNING -> logger.warn(text, node);
                default -> logger.info(text, node);
            }
        };
    }

    List<AnnotationUse> annotations(KSAnnotated symbol) {
        List<AnnotationUse> found = new ArrayList<>();
        for (KSAnnotation annotation : SequencesKt.toList(symbol.getAnnotations())) {
            String simple = simpleName(annotation);
            if (simple != null) {
                found.add(new SymbolAnnotation(this, annotation, simple));
            }
        }
        return found;
    }

    /** The simple name of an annotation of the declaration language; null for any other annotation. */
    private static @Nullable String simpleName(KSAnnotation annotation) {
        String name = name(annotation.getAnnotationType().resolve());
        int dot = name.lastIndexOf('.');
        return dot == AnnotationUse.LANGUAGE.length() && name.startsWith(AnnotationUse.LANGUAGE)
                ? name.substring(dot + 1)
                : null;
    }

    static List<String> unknownAnnotations(KSAnnotated symbol) {
        return SequencesKt.toList(symbol.getAnnotations()).stream()
                .filter(annotation -> annotation.getAnnotationType().resolve().isError())
                .map(annotation -> annotation.getShortName().asString())
                .toList();
    }

    /** A type in Java's words, as far as messages need them. */
    static TypeUse use(@Nullable KSTypeReference reference) {
        if (reference == null) {
            return new TypeUse("void", true);
        }
        KSType type = reference.resolve();
        return type.isError()
                ? new TypeUse(reference.toString(), false)
                : new TypeUse(OF_JAVA.getOrDefault(name(type), name(type)), true);
    }

    /** The qualified name of a type's class. */
    static String name(KSType type) {
        KSName name = declaration(type).getQualifiedName();
        return name == null ? "" : name.asString();
    }

    /** What a type stands for where the source names an alias. */
    static KSDeclaration declaration(KSType type) {
        KSDeclaration declaration = type.getDeclaration();
        return declaration instanceof KSTypeAlias alias
                ? declaration(alias.getType().resolve())
                : declaration;
    }

    /** The name that a class has for class loaders. */
    static String binaryName(KSDeclaration declaration) {
        KSDeclaration outer = declaration.getParentDeclaration();
        String simple = declaration.getSimpleName().asString();
        if (outer != null) {
            return binaryName(outer) + "$" + simple;
        }
        String packageName = declaration.getPackageName().asString();
        return packageName.isEmpty() ? simple : packageName + "." + simple;
    }
}
