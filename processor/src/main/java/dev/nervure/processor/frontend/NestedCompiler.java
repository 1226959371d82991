package dev.nervure.processor.frontend;

import dev.nervure.dsl.network.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Compiles single sources while the compilation that they belong to is still under way. What they mention is looked at
 * only as far as it must be, so that the rest of the module may well need what is not generated yet.
 */
final class NestedCompiler {
    private final Surroundings surroundings;
    private final List<String> options;
    private final Set<String> generated;

    /**
     * A compiler for a definition.
     *
     * @param generated the qualified names of the classes that will be generated
     */
    NestedCompiler(Surroundings surroundings, SourceVersion version, Set<String> generated) {
        this.surroundings = surroundings;
        String release = version.name().substring("RELEASE_".length());
        this.options =
                List.of("-proc:none", "-implicit:none", "-Xlint:none", "-g", "-source", release, "-target", release);
        this.generated = generated.stream().map(NestedCompiler::simpleName).collect(Collectors.toSet());
    }

    /**
     * The class files of a source, by binary name.
     *
     * @throws Refusal if it does not compile
     */
    Map<String, byte[]> compile(MemoryFile source) {
        return compile(List.of(source));
    }

    /**
     * The class files of several sources, by binary name.
     *
     * @throws Refusal if one does not compile
     */
    Map<String, byte[]> compile(List<MemoryFile> sources) {
        String first = sources.get(0).binaryName();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new Refusal(Message.NOT_FOUND.format(first, simpleName(first)), first, 0);
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (Files files = new Files(compiler.getStandardFileManager(null, null, null))) {
            // Errors may well stand in other sources, where javac looks after it has written this one.
            compiler.getTask(null, files, diagnostics, options, null, sources).call();
            if (!sources.stream().map(MemoryFile::binaryName).allMatch(files.written::containsKey)) {
                diagnostics.getDiagnostics().forEach(this::refuse);
            }
            Map<String, byte[]> classes = new HashMap<>();
            files.written.forEach((name, file) -> classes.put(name, file.written()));
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refuse(Diagnostic<? extends JavaFileObject> diagnostic) {
        if (diagnostic.getKind() == Diagnostic.Kind.ERROR && diagnostic.getSource() instanceof MemoryFile source) {
            throw new Refusal(text(source, diagnostic), source.binaryName(), (int) diagnostic.getLineNumber());
        }
    }

    private String text(MemoryFile source, Diagnostic<?> diagnostic) {
        String mentioned = mentioned(source, diagnostic);
        return generated.contains(mentioned)
                ? Message.OWN_CLASSES.format(mentioned, simpleName(source.binaryName()))
                : Message.NOT_COMPILED.format(
                        simpleName(source.binaryName()), diagnostic.getMessage(Locale.getDefault()));
    }

    /** The name that an error is about: what stands there up to the first dot. */
    private static String mentioned(MemoryFile source, Diagnostic<?> diagnostic) {
        int from = (int) diagnostic.getStartPosition();
        int to = (int) diagnostic.getEndPosition();
        return 0 <= from && from < to ? source.text().substring(from, to).replaceAll("\\W.*", "") : "";
    }

    private static String simpleName(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The JDK as it is, everything else from the surroundings, and what is written kept in memory. */
    private final class Files extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, MemoryFile> written = new HashMap<>();

        Files(JavaFileManager jdk) {
            super(jdk);
        }

        private static boolean isOfJdk(Location location) {
            return location == StandardLocation.SYSTEM_MODULES || !(location instanceof StandardLocation);
        }

        @Override
        public boolean hasLocation(Location location) {
            return location == StandardLocation.CLASS_PATH || (isOfJdk(location) && super.hasLocation(location));
        }

        @Override
        public Iterable<JavaFileObject> list(Location location, String packageName, Set<Kind> kinds, boolean recurse)
                throws IOException {
            if (isOfJdk(location)) {
                return super.list(location, packageName, kinds, recurse);
            }
            return location != StandardLocation.CLASS_PATH
                    ? List.of()
                    : surroundings.list(packageName).stream()
                            .filter(file -> kinds.contains(file.getKind()))
                            .map(JavaFileObject.class::cast)
                            .toList();
        }

        @Override
        public @Nullable String inferBinaryName(Location location, JavaFileObject file) {
            return file instanceof MemoryFile own ? own.binaryName() : super.inferBinaryName(location, file);
        }

        @Override
        public boolean isSameFile(FileObject a, FileObject b) {
            return a == b;
        }

        @Override
        public boolean contains(Location location, FileObject file) throws IOException {
            return !(file instanceof MemoryFile) && super.contains(location, file);
        }

        @Override
        public @Nullable JavaFileObject getJavaFileForInput(Location location, String className, Kind kind)
                throws IOException {
            return isOfJdk(location) ? super.getJavaFileForInput(location, className, kind) : null;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String className, Kind kind, FileObject sibling) {
            return written.computeIfAbsent(className, MemoryFile::new);
        }
    }
}
