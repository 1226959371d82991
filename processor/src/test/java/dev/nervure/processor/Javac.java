package dev.nervure.processor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.processing.Processor;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** javac in memory: texts to class files, where every warning is an error. */
final class Javac {
    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();
    private static final JavaFileManager FILES =
            JAVAC.getStandardFileManager(null, null, null); // it caches the class path

    /**
     * What javac wrote.
     *
     * @param classes the class files, by binary name
     * @param sources the texts that processors generated, by qualified name
     * @param resources the other files that processors wrote for the classes, by path
     */
    record Result(Map<String, byte[]> classes, Map<String, String> sources, Map<String, byte[]> resources) {}

    private Javac() {}

    /** Compiles texts, by qualified name and in the given order, as Java 17. */
    static synchronized Result compile(Map<String, String> texts, Processor... processors) {
        // Not --release, which reads the JDK's old signatures anew each time and costs a third of the whole.
        List<String> options = new ArrayList<>(List.of("-source", "17", "-target", "17", "-Werror", "-implicit:none"));
        options.add("-Xlint:all,-options");
        if (processors.length == 0) {
            options.add("-proc:none");
        }
        List<JavaFileObject> sources = new ArrayList<>();
        texts.forEach((name, text) -> sources.add(new Text(name, text)));
        StringWriter problems = new StringWriter();
        Outputs outputs = new Outputs();
        JavaCompiler.CompilationTask task = JAVAC.getTask(problems, outputs, null, options, null, sources);
        if (processors.length > 0) {
            List<Processor> all = new ArrayList<>(List.of(processors));
            all.add(new UnclaimedAnnotationProcessor());
            task.setProcessors(all);
        }
        if (!task.call()) {
            throw new AssertionError(problems + "\n" + String.join("\n", texts.values()));
        }
        return new Result(outputs.classes(), outputs.sources(), outputs.resources());
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String qualifiedName, String text) {
            super(URI.create("memory:///" + qualifiedName.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Output extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Output(String name, Kind kind) {
            super(URI.create("memory:///" + name.replace('.', '/') + kind.extension), kind);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text();
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    private static final class Outputs extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, Output> written = new TreeMap<>();
        private final Map<String, Output> generated = new TreeMap<>();
        private final Map<String, Output> resources = new TreeMap<>();

        Outputs() {
            super(FILES);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            Output output = new Output(name, kind);
            (location == StandardLocation.SOURCE_OUTPUT || kind == JavaFileObject.Kind.SOURCE ? generated : written)
                    .put(name, output);
            return output;
        }

        @Override
        public FileObject getFileForOutput(Location location, String packageName, String name, FileObject sibling)
                throws IOException {
            if (location != StandardLocation.CLASS_OUTPUT) {
                return super.getFileForOutput(location, packageName, name, sibling);
            }
            String path = packageName.isEmpty() ? name : packageName.replace('.', '/') + "/" + name;
            return resources.computeIfAbsent(path, k -> new Output(path.replace('.', '/'), JavaFileObject.Kind.OTHER));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new TreeMap<>();
            written.forEach((name, output) -> classes.put(name, output.bytes.toByteArray()));
            return classes;
        }

        Map<String, byte[]> resources() {
            Map<String, byte[]> all = new TreeMap<>();
            resources.forEach((path, output) -> all.put(path, output.bytes.toByteArray()));
            return all;
        }

        Map<String, String> sources() {
            Map<String, String> sources = new TreeMap<>();
            generated.forEach((name, output) -> sources.put(name, output.text()));
            return sources;
        }
    }
}
