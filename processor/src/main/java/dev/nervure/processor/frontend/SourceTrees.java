package dev.nervure.processor.frontend;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/**
 * The work-around for what the standard API of processors does not tell: the source file of a type, and a line of it to
 * report an error at. javac tells it by its {@link Trees}, though not through the environments of Gradle and IntelliJ,
 * which hold javac's own in a field. Where there are none, all methods say so.
 */
final class SourceTrees {
    private final @Nullable Trees trees;

    private SourceTrees(@Nullable Trees trees) {
        this.trees = trees;
    }

    /** Of who needs no sources. */
    static SourceTrees none() {
        return new SourceTrees(null);
    }

    static SourceTrees of(ProcessingEnvironment environment) {
        for (Object e = environment; e instanceof ProcessingEnvironment wrapper; e = wrapped(wrapper)) {
            try {
                return new SourceTrees(Trees.instance(wrapper));
            } catch (IllegalArgumentException | LinkageError notJavac) {
                // perhaps what it wraps is
            }
        }
        return new SourceTrees(null);
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

    /** The file that a type was read from; null if that was a class file, or if it cannot be told. */
    @Nullable
    JavaFileObject source(TypeElement type) {
        TreePath path = trees == null ? null : trees.getPath(type);
        return path == null ? null : path.getCompilationUnit().getSourceFile();
    }

    /** Reports an error at a call in a line of a type's source file. Returns whether there is such a place. */
    boolean error(TypeElement type, int line, String text) {
        TreePath path = trees == null ? null : trees.getPath(type);
        if (trees == null || path == null) {
            return false;
        }
        CompilationUnitTree unit = path.getCompilationUnit();
        Tree tree = new Finder(trees, unit, line).scan(unit, null);
        if (tree == null) {
            return false;
        }
        trees.printMessage(Diagnostic.Kind.ERROR, text, tree, unit);
        return true;
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
