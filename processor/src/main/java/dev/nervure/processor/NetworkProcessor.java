package dev.nervure.processor;

import com.palantir.javapoet.JavaFile;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.network.Message;
import dev.nervure.processor.emit.Declaration;
import dev.nervure.processor.emit.Emission;
import dev.nervure.processor.emit.Resource;
import dev.nervure.processor.frontend.AnnotationFrontEnd;
import dev.nervure.processor.frontend.Limits;
import dev.nervure.processor.frontend.ReadNetwork;
import dev.nervure.processor.frontend.Reporter;
import dev.nervure.processor.frontend.Streamed;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * What the processors of all kinds of declarations have in common: read a network, write its classes. Each declaration
 * stands by itself: whatever goes wrong with one is said at it, and the others are compiled all the same.
 */
abstract class NetworkProcessor extends AbstractProcessor {
    private final Set<String> generated = new HashSet<>();
    /** Declarations that name what no processor has written yet. */
    private final List<TypeElement> waiting = new ArrayList<>();

    @Override
    public final Set<String> getSupportedAnnotationTypes() {
        return Set.of(NeuralNetwork.class.getName());
    }

    @Override
    public final Set<String> getSupportedOptions() {
        return ProcessorOptions.names();
    }

    @Override
    public final SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    /** Leaves the annotation to the processor of the other kind of declarations, and {@link UnclaimedAnnotationProcessor}. */
    @Override
    public final boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Set<TypeElement> types = new LinkedHashSet<>();
        waiting.forEach(type -> types.add(asOfThisRound(type)));
        waiting.clear();
        types.addAll(ElementFilter.typesIn(round.getElementsAnnotatedWith(NeuralNetwork.class)));
        types.forEach(type -> generated.addAll(declaration(type).generated()));
        if (!types.isEmpty() && isTooOld(types.iterator().next())) {
            return false;
        }
        for (TypeElement type : types) {
            if (handles(type)) {
                Reporter reporter = new Reporter(processingEnv.getMessager());
                attempt(type, reporter);
                if (reporter.waits() && !round.processingOver()) {
                    waiting.add(type);
                } else {
                    reporter.print();
                }
            }
        }
        return false;
    }

    /** A compiler may replace what it knows of a type when it learns of others. */
    private TypeElement asOfThisRound(TypeElement type) {
        Elements elements = processingEnv.getElementUtils();
        ModuleElement module = elements.getModuleOf(type);
        TypeElement now = module == null
                ? elements.getTypeElement(type.getQualifiedName())
                : elements.getTypeElement(module, type.getQualifiedName());
        return now == null ? type : now;
    }

    /** What is generated is Java 17. Says so once, at the first declaration, if the compilation is for less. */
    private boolean isTooOld(TypeElement first) {
        SourceVersion version = processingEnv.getSourceVersion();
        boolean tooOld = version.compareTo(SourceVersion.RELEASE_17) < 0;
        if (tooOld && handles(first)) {
            Reporter reporter = new Reporter(processingEnv.getMessager());
            reporter.error(first, Message.RELEASE, version.name().substring("RELEASE_".length()));
            reporter.print();
        }
        return tooOld;
    }

    private void attempt(TypeElement type, Reporter reporter) {
        String name = type.getSimpleName().toString();
        try {
            compile(type, reporter);
        } catch (VirtualMachineError e) {
            reporter.error(type, Message.COMPILER_LIMIT, name, e.getClass().getSimpleName());
        } catch (Throwable e) { // whatever it is, the other declarations are compiled
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            reporter.error(type, Message.FAULT, name, trace);
        }
    }

    /** The qualified names of the classes that are generated for the declarations of this module. */
    final Set<String> generated() {
        return generated;
    }

    /** Whether this processor, and no other, compiles an annotated type. */
    abstract boolean handles(TypeElement type);

    /** The network that a type declares; null if something is wrong or missing. */
    abstract @Nullable ReadNetwork read(TypeElement type, ProcessorOptions options, Reporter reporter);

    private void compile(TypeElement type, Reporter reporter) throws IOException {
        ProcessorOptions options = ProcessorOptions.read(processingEnv.getOptions());
        if (options.problem() != null) {
            reporter.error(type, options.problem());
        }
        checkVisible(type, reporter);
        if (reporter.failed()) {
            return;
        }
        ReadNetwork read = read(type, options, reporter);
        Network network = read == null ? null : read.network();
        String problem = network == null ? null : Limits.problem(network);
        if (problem != null) {
            reporter.error(type, problem);
        } else if (read != null && network != null) {
            Declaration declaration = declaration(type).with(read.use());
            Emission emission;
            try {
                emission = Pipeline.compile(declaration, network, options.options());
            } catch (NetworkException e) { // what only differentiation finds
                reporter.error(
                        AnnotationFrontEnd.method(type, Objects.requireNonNullElse(e.tensor(), "")),
                        Objects.requireNonNull(e.getMessage()));
                return;
            }
            for (JavaFile file : emission.files()) {
                try {
                    file.writeTo(processingEnv.getFiler());
                } catch (FilerException e) {
                    reporter.error(type, Message.CLASS_EXISTS, file.typeSpec().name(), type.getSimpleName());
                }
            }
            if (reporter.failed()) {
                return;
            }
            if (read.use() != Declaration.Numbers.NONE) {
                write(new Resource(declaration.resource(), read.file()), type, declaration);
            }
            for (Resource resource : emission.resources()) {
                write(resource, type, declaration);
            }
            if (options.report()) {
                new ReportWriter(processingEnv, reporter).write(type, declaration, emission);
            }
        }
    }

    private void write(Resource resource, TypeElement type, Declaration declaration) throws IOException {
        try (OutputStream out = processingEnv
                .getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, declaration.packageName(), resource.name(), type)
                .openOutputStream()) {
            out.write(resource.content());
        }
    }

    private static void checkVisible(TypeElement type, Reporter reporter) {
        if (!type.getTypeParameters().isEmpty()) {
            reporter.error(type, Message.GENERIC, type.getSimpleName());
        }
        for (Element e = type; e instanceof TypeElement; e = e.getEnclosingElement()) {
            if (e.getModifiers().contains(Modifier.PRIVATE)) {
                reporter.error(type, Message.PRIVATE, e.getSimpleName());
            }
        }
    }

    /** Where the generated classes of a type go, and what they are called. */
    final Declaration declaration(TypeElement type) {
        String packageName = processingEnv
                .getElementUtils()
                .getPackageOf(type)
                .getQualifiedName()
                .toString();
        String name = type.getSimpleName().toString();
        boolean isPublic = type.getModifiers().contains(Modifier.PUBLIC);
        for (Element e = type.getEnclosingElement(); e instanceof TypeElement; e = e.getEnclosingElement()) {
            name = e.getSimpleName() + "_" + name;
            isPublic &= e.getModifiers().contains(Modifier.PUBLIC);
        }
        String doc = processingEnv.getElementUtils().getDocComment(type);
        return new Declaration(
                        packageName,
                        name,
                        isPublic,
                        type,
                        doc == null ? "" : doc.replaceAll("(?m)^ ", "").strip())
                .withStreams(Streamed.wants(type));
    }
}
