package dev.nervure.dsl;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.nervure.dsl.layer.Layers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The comments of a folder of sources, as Markdown: of types by their names, of the methods of annotations as {@code
 * Dense.units}. Links to types become links to their headings.
 */
record DocComments(Map<String, String> comments) {
    static DocComments read(Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, String> comments = new HashMap<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.list(folder)) {
            List<Path> java = sources.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(java));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Reader(trees, comments).scan(unit, null);
            }
        }
        return new DocComments(comments);
    }

    String of(String name) {
        String comment = comments.get(name);
        if (comment == null) {
            throw new AssertionError(name + " has no comment");
        }
        return comment;
    }

    private static final class Reader extends TreePathScanner<Void, Void> {
        private final DocTrees trees;
        private final Map<String, String> comments;

        Reader(DocTrees trees, Map<String, String> comments) {
            this.trees = trees;
            this.comments = comments;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            keep(type.getSimpleName().toString());
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            TreePath parent = getCurrentPath().getParentPath();
            if (parent.getLeaf() instanceof ClassTree type
                    && method.getParameters().isEmpty()) {
                keep(type.getSimpleName() + "." + method.getName());
            }
            return null;
        }

        private void keep(String name) {
            DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                comments.put(name, markdown(comment.getFullBody()));
            }
        }

        private static String markdown(List<? extends DocTree> body) {
            return body.stream()
                    .map(Reader::markdown)
                    .collect(Collectors.joining())
                    .replaceAll(" *\n\n *", "\n\n")
                    .trim();
        }

        private static String markdown(DocTree tree) {
            if (tree instanceof LiteralTree literal) {
                return "`" + oneLine(literal.getBody().getBody()).trim() + "`";
            }
            if (tree instanceof LinkTree link) {
                return link(link.getReference().getSignature());
            }
            if (tree instanceof ReturnTree said) {
                return markdown(said.getDescription());
            }
            if (tree instanceof StartElementTree element && element.getName().contentEquals("p")) {
                return "\n\n";
            }
            if (tree instanceof TextTree text) {
                return oneLine(text.getBody()); // toString() escapes some of what is not ASCII
            }
            throw new AssertionError("no Markdown is known for " + tree);
        }

        private static String link(String signature) {
            String member = signature.substring(signature.indexOf('#') + 1).replaceAll("\\(.*", "");
            boolean type = signature.indexOf('#') < 0 && Layers.layer(signature) != null;
            return type ? LayerReference.link(member) : "`" + member + "`";
        }

        private static String oneLine(String text) {
            return text.replaceAll("\\s+", " ");
        }
    }
}
