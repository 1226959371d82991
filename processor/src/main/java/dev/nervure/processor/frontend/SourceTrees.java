package dev.nervure.processor.frontend;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dev.nervure.processor.declaration.Place;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import javax.tools.FileObject;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The work-around for what the standard API of processors does not tell: the source file of a type, and a line of it to
 * report an error at. javac tells it by its {@link Trees}, though not through the environments of Gradle and IntelliJ,
 * which hold javac's own in a field. Where there is no answer, all methods say so.
 */
final class SourceTrees {
    private final Elements elements;
    private final @Nullable Trees trees;

    private SourceTrees(Elements elements, @Nullable Trees trees) {
        this.elements = elements;
        this.trees = trees;
    }

    static SourceTrees of(ProcessingEnvironment environment) {
        for (Object e = environment; e instanceof ProcessingEnvironment wrapper; e = wrapped(wrapper)) {
            try {
                return new SourceTrees(environment.getElementUtils(), Trees.instance(wrapper));
            } catch (IllegalArgumentException | LinkageError notJavac) {
                // perhaps what it wraps is
            }
        }
        return new SourceTrees(environment.getElementUtils(), null);
    }

    private static @Nullable Object wrapped(ProcessingEnvironment wrapper) {
        Object holder = Proxy.isProxyClass(wrapper.getClass()) ? Proxy.getInvocationHandler(wrapper) : wrapper;
        for (Class<?> type = holder.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                try {
                    field.setAccessible(true);
                    if (field.get(holder) instanceof ProcessingEnvironment found && found != wrapper) {
                        return found;
                    }
                } catch (ReflectiveOperationException | RuntimeException closed) {
                    // another field may be open
                }
            }
        }
        return null;
    }

    /** The source file that a type was read from; null if that was a class file, or if it cannot be told. */
    @Nullable
    FileObject source(TypeElement type) {
        TreePath path = trees == null ? null : trees.getPath(type);
        return path == null ? fileOf(type) : path.getCompilationUnit().getSourceFile();
    }

    /** Since JDK 18 {@link Elements} tells the file of a type; Eclipse's compiler tells its name on any JDK. */
    private @Nullable FileObject fileOf(TypeElement type) {
        try {
            Object file =
                    Elements.class.getMethod("getFileObjectOf", Element.class).invoke(elements, type);
            if (file instanceof JavaFileObject source && source.getKind() == Kind.SOURCE) {
                return source;
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError notTold) {
            // perhaps the name is told
        }
        try {
            Object name = type.getClass().getMethod("getFileName").invoke(type);
            Path path = Path.of(String.valueOf(name));
            String simple = type.getSimpleName().toString();
            return path.toString().endsWith(Kind.SOURCE.extension) && Files.isRegularFile(path)
                    ? new MemoryFile(simple, path.toUri(), new String(Files.readAllBytes(path), StandardCharsets.UTF_8))
                    : null;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError | IOException notTold) {
            return null;
        }
    }

    /** The call in a line of a type's source file; null if there is no such place. */
    @Nullable
    Place place(TypeElement type, int line) {
        TreePath path = trees == null ? null : trees.getPath(type);
        if (trees == null || path == null) {
            return null;
        }
        CompilationUnitTree unit = path.getCompilationUnit();
        Tree tree = new Finder(trees, unit, line).scan(unit, null);
        return tree == null ? null : (kind, text) -> trees.printMessage(kind, text, tree, unit);
    }

    /** What an annotation on an element says, by name, with names that it does not have; nothing where there are no trees. */
    Map<String, ExpressionTree> arguments(Element element, AnnotationMirror mirror) {
        Map<String, ExpressionTree> arguments = new LinkedHashMap<>();
        Tree tree = trees == null ? null : trees.getTree(element, mirror);
        if (tree instanceof AnnotationTree annotation) {
            for (ExpressionTree argument : annotation.getArguments()) {
                if (argument instanceof AssignmentTree assignment) {
                    arguments.put(assignment.getVariable().toString(), assignment.getExpression());
                }
            }
        }
        return arguments;
    }

    /** The names of an element's annotations as they stand in the source, also of those that there are not. */
    List<String> annotations(Element element) {
        Tree tree = trees == null ? null : trees.getTree(element);
        return tree instanceof MethodTree method
                ? method.getModifiers().getAnnotations().stream()
                        .map(annotation -> annotation.getAnnotationType().toString())
                        .map(name -> name.substring(name.lastIndexOf('.') + 1))
                        .toList()
                : List.of();
    }

    /** A part of an element's source; null if it cannot be told where that is. */
    @Nullable
    Place place(Element element, Tree at) {
        TreePath path = trees == null ? null : trees.getPath(element);
        return trees == null || path == null
                ? null
                : (kind, text) -> trees.printMessage(kind, text, at, path.getCompilationUnit());
    }

    /** Finds the call of a line, or else a statement that begins there. */
    private static final class Finder extends TreeScanner<@Nullable Tree, @Nullable Void> {
        private final Trees trees;
        private final CompilationUnitTree unit;
        private final int line;

        Finder(Trees trees, CompilationUnitTree unit, int line) {
            this.trees = trees;
            this.unit = unit;
            this.line = line;
        }

        @Override
        public @Nullable Tree visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
            long name = trees.getSourcePositions().getEndPosition(unit, call.getMethodSelect());
            return isHere(name) ? call : super.visitMethodInvocation(call, null);
        }

        @Override
        public @Nullable Tree visitNewClass(NewClassTree call, @Nullable Void nothing) {
            long start = trees.getSourcePositions().getStartPosition(unit, call);
            return isHere(start) ? call : super.visitNewClass(call, null);
        }

        @Override
        public @Nullable Tree scan(@Nullable Tree tree, @Nullable Void nothing) {
            Tree found = super.scan(tree, null);
            boolean statement = tree instanceof StatementTree
                    && isHere(trees.getSourcePositions().getStartPosition(unit, tree));
            return found == null && statement ? tree : found;
        }

        @Override
        public @Nullable Tree reduce(@Nullable Tree first, @Nullable Tree second) {
            return first == null ? second : first;
        }

        private boolean isHere(long position) {
            return position != Diagnostic.NOPOS && unit.getLineMap().getLineNumber(position) == line;
        }
    }
}
