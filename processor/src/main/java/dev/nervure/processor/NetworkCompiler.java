package dev.nervure.processor;

import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.network.Message;
import dev.nervure.processor.emit.Declaration;
import dev.nervure.processor.emit.Emission;
import dev.nervure.processor.frontend.ExitWatch;
import dev.nervure.processor.frontend.Instances;
import dev.nervure.processor.frontend.Limits;
import dev.nervure.processor.frontend.Mistakes;
import dev.nervure.processor.frontend.NameCheck;
import dev.nervure.processor.onnx.ModelReader;
import dev.nervure.processor.onnx.translate.ImportOptions;
import dev.nervure.processor.onnx.translate.OnnxCheck;
import dev.nervure.processor.report.Report;
import dev.nervure.processor.stream.Streams;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * Compiles networks without an annotation processor: in JShell, tests and notebooks, and for builds that run no
 * processors. What it writes is what the processors write.
 *
 * <pre>{@code
 * Network network = Network.of(Tensor.input("x", 4).dense(3).named("y"));
 * Class<?> model = NetworkCompiler.of("garden.Iris", network).load(getClass().getClassLoader());   // garden.IrisModel
 * }</pre>
 */
public final class NetworkCompiler {
    private static final String USAGE =
            "arguments: the class of a NetworkDefinition, the folder for the sources, and options such as "
                    + "-Anervure.unrollLimit=0; or: check model.onnx, and sizes of axes such as ids.1=128";

    private static final Pattern AXIS = Pattern.compile("(.+)\\.(\\d{1,2})=(\\d{1,9})");

    private final Declaration declaration;
    private final Network network;
    private final ProcessorOptions options;

    private NetworkCompiler(Declaration declaration, Network network, ProcessorOptions options) {
        this.declaration = declaration;
        this.network = network;
        this.options = options;
    }

    /**
     * A compiler for a network whose public classes are called after a qualified name: {@code garden.IrisModel} and so on
     * for {@code garden.Iris}.
     *
     * @throws IllegalArgumentException if that is no name of Java, the names of tensors cannot stand in Java, or a loss does
     *     not fit what it reads
     */
    public static NetworkCompiler of(String name, Network network) {
        if (!SourceVersion.isName(name)) {
            throw new IllegalArgumentException(Message.IDENTIFIER.format(name));
        }
        int dot = name.lastIndexOf('.');
        return of(new Declaration(name.substring(0, Math.max(0, dot)), name.substring(dot + 1), true, null), network);
    }

    /**
     * A compiler for the network of a definition, whose classes are called and visible as the definition is.
     *
     * @throws IllegalArgumentException if the definition cannot be made, the names of tensors cannot stand in Java, or a loss
     *     does not fit what it reads
     */
    public static NetworkCompiler of(Class<? extends NetworkDefinition> definition) {
        String name = definition.getSimpleName();
        boolean isPublic = Modifier.isPublic(definition.getModifiers());
        for (Class<?> outer = definition.getEnclosingClass(); outer != null; outer = outer.getEnclosingClass()) {
            name = outer.getSimpleName() + "_" + name;
            isPublic &= Modifier.isPublic(outer.getModifiers());
        }
        try {
            Declaration declaration = new Declaration(definition.getPackageName(), name, isPublic, null);
            Network network = Instances.of(definition).define();
            if (network == null) {
                throw new IllegalArgumentException(Message.DEFINES_NOTHING.format(name));
            }
            return of(declaration, network);
        } catch (NoSuchMethodException | InstantiationException e) {
            String obstacle = "has no constructor without parameters, or is abstract";
            throw new IllegalArgumentException(Message.CANNOT_BE_MADE.format(name, obstacle), e);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(Message.THREW.format(name, String.valueOf(e.getCause())), e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NetworkCompiler of(Declaration declaration, Network network) {
        List<String> problems = new ArrayList<>(NameCheck.problems(network).values());
        problems.addAll(Mistakes.errors(network).values());
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        String limit = Limits.problem(network);
        if (limit != null) {
            throw new IllegalArgumentException(limit);
        }
        return new NetworkCompiler(declaration, network, ProcessorOptions.read(Map.of()));
    }

    /**
     * The same with options, by the names that the processors know: {@code "nervure.unrollLimit"}, {@code "0"}.
     *
     * @throws IllegalArgumentException if a value does not fit
     */
    public NetworkCompiler options(Map<String, String> values) {
        ProcessorOptions read = ProcessorOptions.read(values);
        if (read.problem() != null) {
            throw new IllegalArgumentException(read.problem());
        }
        return new NetworkCompiler(declaration, network, read);
    }

    /**
     * The same with a form that takes the places of the variable axis as they come, as {@code @NeuralNetwork(stream = true)}
     * declares it.
     *
     * @throws IllegalArgumentException if a layer needs places that are still to come
     */
    public NetworkCompiler stream() {
        Map<String, String> problems = Streams.problems(network);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems.values()));
        }
        return new NetworkCompiler(declaration.withStreams(true), network, options);
    }

    /** The sources by their paths, such as {@code garden/IrisModel.java}. */
    public Map<String, String> sources() {
        return sources(Pipeline.compile(declaration, network, options.options()));
    }

    private Map<String, String> sources(Emission emission) {
        Map<String, String> sources = new LinkedHashMap<>();
        emission.files().forEach(file -> sources.put(path(file.typeSpec().name() + ".java"), file.toString()));
        return sources;
    }

    private Map<String, byte[]> resources(Emission emission) {
        Map<String, byte[]> resources = new LinkedHashMap<>();
        emission.resources().forEach(resource -> resources.put(path(resource.name()), resource.content()));
        return resources;
    }

    private String path(String file) {
        String folder = declaration.packageName().replace('.', '/');
        return folder.isEmpty() ? file : folder + "/" + file;
    }

    /**
     * What was generated, as a page for people and as JSON, by their paths: {@code garden/IrisReport.html} and {@code
     * garden/IrisReport.json}. Bytecode is measured where the class loader of the thread knows Nervure's runtime.
     */
    public Map<String, String> report() {
        Emission emission = Pipeline.compile(declaration, network, options.options());
        Report report = Report.of(declaration, emission, classes(emission));
        Map<String, String> files = new LinkedHashMap<>();
        files.put(path(declaration.name() + "Report.html"), report.html());
        files.put(path(declaration.name() + "Report.json"), report.json());
        return files;
    }

    private Map<String, byte[]> classes(Emission emission) {
        try {
            return ClassesInMemory.compile(
                    sources(emission), Thread.currentThread().getContextClassLoader());
        } catch (IllegalStateException noCompilerOrRuntime) {
            return Map.of(); // the report says so
        }
    }

    /**
     * Writes the sources below a folder, which is made if it is not there, beside them what the classes read at run time,
     * such as {@code garden/IrisModel.onnx}, and with {@code nervure.report} the report. A build packs all files that are
     * no sources as resources.
     */
    public void writeTo(Path folder) throws IOException {
        Emission emission = Pipeline.compile(declaration, network, options.options());
        Map<String, String> texts = sources(emission);
        if (options.report()) {
            texts.putAll(report());
        }
        for (Map.Entry<String, String> text : texts.entrySet()) {
            write(folder.resolve(text.getKey()), text.getValue().getBytes(StandardCharsets.UTF_8));
        }
        for (Map.Entry<String, byte[]> resource : resources(emission).entrySet()) {
            write(folder.resolve(resource.getKey()), resource.getValue());
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, content);
    }

    /**
     * Compiles the sources in memory and loads them.
     *
     * @param parent a class loader that knows Nervure's runtime
     * @return the model's class: {@code create}, {@code load} and the rest by reflection, or behind {@code
     *     dev.nervure.runtime.Model}
     * @throws IllegalStateException if this Java has no compiler, or the class loader no runtime
     */
    public Class<?> load(ClassLoader parent) {
        Emission emission = Pipeline.compile(declaration, network, options.options());
        return ClassesInMemory.load(
                declaration.model().reflectionName(), sources(emission), resources(emission), parent);
    }

    /**
     * Writes the sources of a definition: {@code java -cp … dev.nervure.processor.NetworkCompiler garden.Iris
     * target/generated-sources}. Or says what an ONNX file becomes: {@code … check model.onnx ids.1=128}.
     *
     * @throws IllegalArgumentException if an argument or the definition does not hold
     */
    public static void main(String... arguments) throws IOException {
        if (arguments.length < 2) {
            throw new IllegalArgumentException(USAGE);
        }
        if (arguments[0].equals("check")) {
            System.out.print(
                    check(Path.of(arguments[1]), Arrays.asList(arguments).subList(2, arguments.length)));
            return;
        }
        Map<String, String> options = new HashMap<>();
        for (String option : Arrays.asList(arguments).subList(2, arguments.length)) {
            int equals = option.indexOf('=');
            if (!option.startsWith("-A") || equals < 0) {
                throw new IllegalArgumentException(USAGE + "; got " + option);
            }
            options.put(option.substring(2, equals), option.substring(equals + 1));
        }
        Class<? extends NetworkDefinition> definition = definition(arguments[0]);
        ExitWatch watch = new ExitWatch(
                definition.getSimpleName(), frame -> frame.getClassName().startsWith(definition.getName()));
        NetworkCompiler compiler;
        try {
            compiler = of(definition);
        } finally {
            watch.end();
        }
        compiler.options(options).writeTo(Path.of(arguments[1]));
    }

    /** What an ONNX file becomes, or what stands in the way. */
    private static String check(Path file, List<String> sizes) throws IOException {
        Map<ImportOptions.AxisOf, ImportOptions.AxisSize> axes = new HashMap<>();
        for (String size : sizes) {
            Matcher matcher = AXIS.matcher(size);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(USAGE + "; got " + size);
            }
            axes.put(
                    new ImportOptions.AxisOf(matcher.group(1), Integer.parseInt(matcher.group(2))),
                    new ImportOptions.AxisSize("", Integer.parseInt(matcher.group(3))));
        }
        ImportOptions options = new ImportOptions(Map.of(), axes, List.of());
        return OnnxCheck.report(String.valueOf(file.getFileName()), ModelReader.read(file), options);
    }

    private static Class<? extends NetworkDefinition> definition(String name) {
        try {
            return Class.forName(name, true, Thread.currentThread().getContextClassLoader())
                    .asSubclass(NetworkDefinition.class);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("no class " + name + " is on the class path", e);
        } catch (ClassCastException e) {
            throw new IllegalArgumentException(name + " does not implement NetworkDefinition", e);
        }
    }
}
