package dev.nervure.processor;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.network.Message;
import dev.nervure.processor.emit.Declaration;
import dev.nervure.processor.emit.Emission;
import dev.nervure.processor.frontend.Instances;
import dev.nervure.processor.frontend.Limits;
import dev.nervure.processor.frontend.Mistakes;
import dev.nervure.processor.frontend.NameCheck;
import dev.nervure.processor.frontend.OnnxChoices;
import dev.nervure.processor.frontend.ReadNetwork;
import dev.nervure.processor.onnx.ModelReader;
import dev.nervure.processor.onnx.OnnxException;
import dev.nervure.processor.onnx.OnnxModel;
import dev.nervure.processor.onnx.translate.OnnxImport;
import dev.nervure.processor.report.Report;
import dev.nervure.processor.stream.Streams;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final Declaration declaration;
    private final ReadNetwork read;
    private final ProcessorOptions options;

    private NetworkCompiler(Declaration declaration, ReadNetwork read, ProcessorOptions options) {
        this.declaration = declaration.with(read.use());
        this.read = read;
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
        return of(declaration(name), ReadNetwork.of(network));
    }

    private static Declaration declaration(String name) {
        if (!SourceVersion.isName(name)) {
            throw new IllegalArgumentException(Message.IDENTIFIER.format(name));
        }
        int dot = name.lastIndexOf('.');
        return new Declaration(name.substring(0, Math.max(0, dot)), name.substring(dot + 1), true);
    }

    /**
     * A compiler for the network of an ONNX file, with the file's weights: {@code garden.MiniLmModel} and so on for {@code
     * garden.MiniLm}, with {@code load()}.
     *
     * @param settings what the file leaves open
     * @throws IllegalArgumentException if the name is none of Java, or if the file or a setting stands in the way; all that does
     *     is told at once
     * @throws IOException if the file is not there, or cannot be read
     */
    public static NetworkCompiler onnx(String name, Path file, OnnxSettings settings) throws IOException {
        Declaration declaration = declaration(name);
        String label = String.valueOf(file.getFileName());
        try {
            OnnxModel model = ModelReader.read(file);
            OnnxChoices choices = new OnnxChoices(label, model);
            settings.apply(choices);
            require(choices.problems());
            OnnxImport imported = OnnxImport.of(model, choices.options());
            require(imported.problems().stream()
                    .map(problem -> label + ": " + problem)
                    .toList());
            Network network = imported.network();
            if (network == null) {
                throw new IllegalArgumentException(
                        label + ": all outputs are constants, so there is nothing to compute");
            }
            Network whole = settings.loss() == Loss.NONE ? network : network.loss(settings.loss());
            return of(declaration, ReadNetwork.ofFile(whole, imported.weights()));
        } catch (OnnxException e) {
            throw new IllegalArgumentException(
                    Message.ONNX_UNREADABLE.format(label, String.valueOf(e.getMessage())), e);
        }
    }

    private static void require(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
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
            Declaration declaration = new Declaration(definition.getPackageName(), name, isPublic);
            Network network = Instances.of(definition).define();
            if (network == null) {
                throw new IllegalArgumentException(Message.DEFINES_NOTHING.format(name));
            }
            return of(declaration, ReadNetwork.of(network));
        } catch (NoSuchMethodException | InstantiationException e) {
            String obstacle = "has no constructor without parameters, or is abstract";
            throw new IllegalArgumentException(Message.CANNOT_BE_MADE.format(name, obstacle), e);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(Message.THREW.format(name, String.valueOf(e.getCause())), e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static NetworkCompiler of(Declaration declaration, ReadNetwork read) {
        Network network = read.network();
        List<String> problems = new ArrayList<>(NameCheck.problems(network).values());
        problems.addAll(Mistakes.errors(network).values());
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
        String limit = Limits.problem(network);
        if (limit != null) {
            throw new IllegalArgumentException(limit);
        }
        return new NetworkCompiler(declaration, read, ProcessorOptions.read(Map.of()));
    }

    /**
     * The same with options, by the names that the processors know: {@code "nervure.unrollLimit"}, {@code "0"}.
     *
     * @throws IllegalArgumentException if a value does not fit
     */
    public NetworkCompiler options(Map<String, String> values) {
        ProcessorOptions chosen = ProcessorOptions.read(values);
        if (chosen.problem() != null) {
            throw new IllegalArgumentException(chosen.problem());
        }
        return new NetworkCompiler(declaration, read, chosen);
    }

    /**
     * The same with a form that takes the places of the variable axis as they come, as {@code @NeuralNetwork(stream = true)}
     * declares it.
     *
     * @throws IllegalArgumentException if a layer needs places that are still to come
     */
    public NetworkCompiler stream() {
        Map<String, String> problems = Streams.problems(read.network());
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems.values()));
        }
        return new NetworkCompiler(declaration.withStreams(true), read, options);
    }

    /** The sources by their paths, such as {@code garden/IrisModel.java}. */
    public Map<String, String> sources() {
        return sources(emission());
    }

    private Emission emission() {
        try {
            return Pipeline.compile(declaration, read.network(), options.options());
        } catch (NetworkException e) { // what only differentiation finds
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Map<String, String> sources(Emission emission) {
        Map<String, String> sources = new LinkedHashMap<>();
        emission.files().forEach(file -> sources.put(path(file.typeSpec().name() + ".java"), file.toString()));
        return sources;
    }

    private Map<String, byte[]> resources(Emission emission) {
        Map<String, byte[]> resources = new LinkedHashMap<>();
        emission.resources().forEach(resource -> resources.put(path(resource.name()), resource.content()));
        if (read.use() != Declaration.Numbers.NONE) {
            resources.put(path(declaration.resource()), read.file());
        }
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
        Emission emission = emission();
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
        Emission emission = emission();
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
        Emission emission = emission();
        return ClassesInMemory.load(
                declaration.model().reflectionName(), sources(emission), resources(emission), parent);
    }

    /**
     * Writes the sources of a definition: {@code java -cp … dev.nervure.processor.NetworkCompiler garden.Iris
     * target/generated-sources}. Or those of an ONNX file: {@code … onnx model.onnx target/generated-sources garden.MiniLm
     * ids.1=128}. Or says what the file becomes: {@code … check model.onnx ids.1=128}.
     *
     * @throws IllegalArgumentException if an argument, the file or the definition does not hold
     */
    public static void main(String... arguments) throws IOException {
        CommandLine.run(List.of(arguments));
    }
}
