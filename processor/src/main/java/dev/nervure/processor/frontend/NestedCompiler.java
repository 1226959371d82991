package dev.nervure.processor.frontend;

import dev.nervure.dsl.network.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.annotation.processing.Processor;
import javax.lang.model.SourceVersion;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaCompiler.CompilationTask;
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
    /** What javac calls errors about classes and members that are not there. */
    private static final Pattern MISSING = Pattern.compile("cant\\.resolve|doesnt\\.exist|cant\\.apply");

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
        this.options = List.of("-implicit:none", "-Xlint:none", "-g", "-source", release, "-target", release);
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
        Map<String, MemoryFile> roots = new LinkedHashMap<>();
        sources.forEach(source -> roots.put(source.binaryName(), source));
        while (true) {
            DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
            try (Files files = new Files(compiler.getStandardFileManager(null, null, null))) {
                task(compiler, files, diagnostics, roots.values()).call();
                // Errors may well stand in other sources, where javac looks after it has written this one.
                if (files.written.keySet().containsAll(roots.keySet())) {
                    return files.classes();
                }
                List<MemoryFile> others = files.read().stream()
                        .filter(source -> Lombok.isUsedBy(source) && !roots.containsKey(source.binaryName()))
                        .toList();
                if (others.isEmpty()) {
                    diagnostics.getDiagnostics().forEach(this::refuse);
                    return files.classes();
                }
                others.forEach(source -> roots.put(source.binaryName(), source));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Processors see the sources that javac is given, not those that it finds. */
    private CompilationTask task(
            JavaCompiler compiler,
            Files files,
            DiagnosticCollector<JavaFileObject> diagnostics,
            Collection<MemoryFile> roots) {
        List<Processor> processors = roots.stream().anyMatch(Lombok::isUsedBy) ? Lombok.processors() : List.of();
        List<String> all = new ArrayList<>(options);
        if (processors.isEmpty()) {
            all.add("-proc:none");
        }
        CompilationTask task = compiler.getTask(null, files, diagnostics, all, null, roots);
        if (!processors.isEmpty()) {
            task.setProcessors(processors);
        }
        return task;
    }

    private void refuse(Diagnostic<? extends JavaFileObject> diagnostic) {
        if (diagnostic.getKind() != Diagnostic.Kind.ERROR || !(diagnostic.getSource() instanceof MemoryFile source)) {
            return;
        }
        int line = (int) diagnostic.getLineNumber();
        String type = simpleName(source.binaryName());
        String mentioned = mentioned(source, diagnostic);
        if (generated.contains(mentioned)) {
            throw new Refusal(Message.OWN_CLASSES.format(mentioned, type), source.binaryName(), line);
        }
        String text = diagnostic.getMessage(Locale.getDefault());
        boolean missing = MISSING.matcher(diagnostic.getCode()).find();
        Message message = missing ? Message.NOT_COMPLETE : Message.NOT_COMPILED;
        throw new Refusal(message.format(type, text), source.binaryName(), line).forWantOfAClass();
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
        private final List<MemoryFile> listed = new ArrayList<>();

        Files(JavaFileManager jdk) {
            super(jdk);
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new HashMap<>();
            written.forEach((name, file) -> classes.put(name, file.written()));
            return classes;
        }

        /** The sources that javac found by itself. */
        List<MemoryFile> read() {
            return listed.stream().filter(MemoryFile::isRead).toList();
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
            if (location != StandardLocation.CLASS_PATH) {
                return List.of();
            }
            List<MemoryFile> found = surroundings.list(packageName).stream()
                    .filter(file -> kinds.contains(file.getKind()))
                    .toList();
            listed.addAll(found);
            return List.copyOf(found);
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
