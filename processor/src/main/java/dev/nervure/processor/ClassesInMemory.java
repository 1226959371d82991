package dev.nervure.processor;

import dev.nervure.processor.frontend.MemoryFile;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Generated classes that have never been files. */
final class ClassesInMemory extends ClassLoader {
    private static final String RUNTIME = "dev.nervure.runtime.Model";

    private final Map<String, byte[]> classes;

    private final Map<String, byte[]> resources;

    private ClassesInMemory(Map<String, byte[]> classes, Map<String, byte[]> resources, ClassLoader parent) {
        super(parent);
        this.classes = classes;
        this.resources = resources;
    }

    /** Compiles sources, by path, and loads one class of them; the classes find the resources, by path. */
    static Class<?> load(String name, Map<String, String> sources, Map<String, byte[]> resources, ClassLoader parent) {
        try {
            return new ClassesInMemory(compile(sources, parent), resources, parent).loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The class files of sources, by path, by their binary names.
     *
     * @throws IllegalStateException if this Java has no compiler, or the class loader no runtime
     */
    static Map<String, byte[]> compile(Map<String, String> sources, ClassLoader parent) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("this Java has no compiler; use a JDK");
        }
        List<MemoryFile> texts = sources.entrySet().stream()
                .map(source ->
                        new MemoryFile(source.getKey(), URI.create("memory:///" + source.getKey()), source.getValue()))
                .toList();
        StringWriter problems = new StringWriter();
        Outputs outputs = new Outputs(compiler.getStandardFileManager(null, null, null));
        List<String> options = List.of("-proc:none", "-classpath", runtime(parent));
        if (!compiler.getTask(problems, outputs, null, options, null, texts).call()) {
            throw new IllegalStateException(problems.toString());
        }
        Map<String, byte[]> classes = new HashMap<>();
        outputs.classes.forEach((name, file) -> classes.put(name, file.written()));
        return classes;
    }

    /** Where the runtime is: all that generated code needs. */
    private static String runtime(ClassLoader parent) {
        try {
            var source = parent.loadClass(RUNTIME).getProtectionDomain().getCodeSource();
            if (source == null || source.getLocation() == null) {
                throw new IllegalStateException("the class loader does not say where " + RUNTIME + " comes from");
            }
            return new File(source.getLocation().toURI()).getPath();
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException("the class loader does not know nervure-runtime", e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] file = classes.get(name);
        if (file == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, file, 0, file.length);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        byte[] content = resources.get(name);
        return content == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(content);
    }

    private static final class Outputs extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, MemoryFile> classes = new HashMap<>();

        Outputs(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String name, Kind kind, FileObject sibling) {
            return classes.computeIfAbsent(name, MemoryFile::new);
        }
    }
}
