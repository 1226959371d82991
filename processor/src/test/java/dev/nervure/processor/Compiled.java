package dev.nervure.processor;

import dev.nervure.dsl.Network;
import dev.nervure.processor.emit.Declaration;
import dev.nervure.processor.emit.Emission;
import dev.nervure.processor.plan.Options;
import dev.nervure.processor.report.ClassFile;
import dev.nervure.runtime.Model;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A network on its whole way: generated, compiled by javac without a warning, loaded. No method of it is longer than
 * HotSpot compiles.
 */
public final class Compiled {
    /** HotSpot's {@code HugeMethodLimit}: longer methods are interpreted for ever. */
    private static final int HUGE_METHOD = 8_000;

    private static final String PACKAGE = "compiled.network";

    private final String qualifiedName;
    private final Map<String, String> sources;
    private final Loader loader;

    private Compiled(
            String qualifiedName,
            Map<String, String> sources,
            Map<String, byte[]> classes,
            Map<String, byte[]> resources) {
        this.qualifiedName = qualifiedName;
        this.sources = sources;
        this.loader = new Loader(classes, resources);
        classes.forEach((type, file) -> ClassFile.methodSizes(file).forEach((method, size) -> {
            if (size >= HUGE_METHOD) {
                throw new AssertionError(type + "." + method + " has " + size + " bytes of bytecode");
            }
        }));
    }

    /** A network, compiled with the default options. */
    public static Compiled of(Network network) {
        return of(network, Options.DEFAULT);
    }

    public static Compiled of(Network network, Options options) {
        return of(PACKAGE + ".Net", network, options, Map.of());
    }

    /** What {@link #sources} gave, compiled. */
    public static Compiled of(Map<String, String> sources) {
        return new Compiled(PACKAGE + ".Net", sources, Javac.compile(sources).classes(), Map.of());
    }

    /** A network whose classes are called after a qualified name, compiled together with other classes. */
    public static Compiled of(String qualifiedName, Network network, Options options, Map<String, String> others) {
        int dot = qualifiedName.lastIndexOf('.');
        String packageName = qualifiedName.substring(0, dot);
        Map<String, String> sources = new LinkedHashMap<>(others);
        Emission emission = Pipeline.compile(
                new Declaration(packageName, qualifiedName.substring(dot + 1), true), network, options);
        emission.files()
                .forEach(file -> sources.put(packageName + "." + file.typeSpec().name(), file.toString()));
        Map<String, byte[]> resources = new LinkedHashMap<>();
        emission.resources()
                .forEach(resource ->
                        resources.put(packageName.replace('.', '/') + "/" + resource.name(), resource.content()));
        return new Compiled(qualifiedName, sources, Javac.compile(sources).classes(), resources);
    }

    /**
     * Networks compiled in one run of javac, which takes longer to begin than to compile a small one.
     *
     * @param sources the generated sources of each, by its package, as {@link #sources(String, Network, Options)} gave them
     */
    public static Map<String, Compiled> of(SortedMap<String, Map<String, String>> sources) {
        Map<String, String> all = new LinkedHashMap<>();
        sources.values().forEach(all::putAll);
        Map<String, byte[]> classes = Javac.compile(all).classes();
        Map<String, Compiled> compiled = new LinkedHashMap<>();
        sources.forEach((packageName, own) -> {
            Map<String, byte[]> files = new TreeMap<>(classes);
            files.keySet().removeIf(name -> !name.startsWith(packageName + "."));
            compiled.put(packageName, new Compiled(packageName + ".Net", own, files, Map.of()));
        });
        return compiled;
    }

    /** The generated sources of a network with a stream, in a package of their own. */
    public static Map<String, String> streamSources(String packageName, Network network) {
        return sources(new Declaration(packageName, "Net", true).withStreams(true), network, Options.DEFAULT);
    }

    /** The generated sources of a network, by qualified name, without compiling them. */
    public static Map<String, String> sources(Network network, Options options) {
        return sources(PACKAGE, network, options);
    }

    /** The same in a package of their own. */
    public static Map<String, String> sources(String packageName, Network network, Options options) {
        return sources(new Declaration(packageName, "Net", true), network, options);
    }

    private static Map<String, String> sources(Declaration declaration, Network network, Options options) {
        Map<String, String> sources = new LinkedHashMap<>();
        Pipeline.compile(declaration, network, options)
                .files()
                .forEach(file -> sources.put(
                        declaration.packageName() + "." + file.typeSpec().name(), file.toString()));
        return sources;
    }

    /** A public annotated interface (its text, with its package), processed while javac compiles it. */
    public static Compiled declaration(String qualifiedName, String text) {
        return declaration(qualifiedName, Map.of(qualifiedName, text));
    }

    /** A public annotated interface, compiled together with others in the map's order. */
    public static Compiled declaration(String qualifiedName, Map<String, String> texts) {
        Javac.Result result = Javac.compile(texts, new NeuralNetworkProcessor());
        return new Compiled(qualifiedName, result.sources(), result.classes(), result.resources());
    }

    /** The generated sources, by qualified name. */
    public Map<String, String> sources() {
        return sources;
    }

    /** The text of one generated class, such as {@code "Forward"}. */
    public String source(String suffix) {
        return sources.get(qualifiedName + suffix);
    }

    /** The class file of one generated class, such as {@code "Forward"}. */
    public byte[] file(String suffix) {
        return loader.classes.get(qualifiedName + suffix);
    }

    /** A generated class, such as {@code "Model"}. */
    public Class<?> type(String suffix) {
        try {
            return loader.loadClass(qualifiedName + suffix);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** A model with first weights from a seed. */
    public Model model(long seed) {
        try {
            return (Model) type("Model").getMethod("create", long.class).invoke(null, seed);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public String toString() {
        return String.join("\n", sources.values());
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        private final Map<String, byte[]> resources;

        Loader(Map<String, byte[]> classes, Map<String, byte[]> resources) {
            super(Compiled.class.getClassLoader());
            this.classes = classes;
            this.resources = resources;
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            byte[] content = resources.get(name);
            return content == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(content);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] file = classes.get(name);
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, file, 0, file.length);
        }
    }
}
