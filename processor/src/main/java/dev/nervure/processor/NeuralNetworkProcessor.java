package dev.nervure.processor;

import com.google.auto.service.AutoService;
import com.palantir.javapoet.JavaFile;
import dev.nervure.dsl.Message;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.processor.emit.Declaration;
import dev.nervure.processor.frontend.AnnotationFrontEnd;
import dev.nervure.processor.frontend.NameCheck;
import dev.nervure.processor.frontend.Reporter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** Compiles every interface annotated with {@link NeuralNetwork} while javac runs. */
@AutoService(Processor.class)
public final class NeuralNetworkProcessor extends AbstractProcessor {
    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(NeuralNetwork.class.getName());
    }

    @Override
    public Set<String> getSupportedOptions() {
        return ProcessorOptions.names();
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    /** Never claims the annotation: other processors may want it. */
    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (Element element : round.getElementsAnnotatedWith(NeuralNetwork.class)) {
            Reporter reporter = new Reporter(processingEnv.getMessager());
            try {
                compile((TypeElement) element, reporter);
            } catch (IOException | RuntimeException e) {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                reporter.error(element, Message.FAULT, element.getSimpleName(), trace);
            }
        }
        return false;
    }

    private void compile(TypeElement type, Reporter reporter) throws IOException {
        if (type.getKind() != ElementKind.INTERFACE) {
            reporter.error(type, Message.NOT_AN_INTERFACE, type.getSimpleName());
            return;
        }
        boolean isPublic = true;
        for (Element e = type; e instanceof TypeElement; e = e.getEnclosingElement()) {
            isPublic &= e.getModifiers().contains(Modifier.PUBLIC);
            if (e.getModifiers().contains(Modifier.PRIVATE)) {
                reporter.error(type, Message.PRIVATE, type.getSimpleName());
                return;
            }
        }
        if (!type.getTypeParameters().isEmpty()) {
            reporter.error(type, Message.GENERIC, type.getSimpleName());
            return;
        }
        ProcessorOptions options = ProcessorOptions.read(processingEnv.getOptions());
        if (options.problem() != null) {
            reporter.error(type, options.problem());
            return;
        }
        Network network = AnnotationFrontEnd.read(type, processingEnv.getElementUtils(), reporter);
        if (network == null) {
            return;
        }
        NameCheck.check(type, network, reporter);
        if (reporter.failed()) {
            return;
        }
        for (JavaFile file : NetworkCompiler.files(declaration(type, isPublic), network, options.options())) {
            file.writeTo(processingEnv.getFiler());
        }
    }

    private Declaration declaration(TypeElement type, boolean isPublic) {
        String packageName = processingEnv
                .getElementUtils()
                .getPackageOf(type)
                .getQualifiedName()
                .toString();
        String name = type.getSimpleName().toString();
        for (Element e = type.getEnclosingElement(); e instanceof TypeElement; e = e.getEnclosingElement()) {
            name = e.getSimpleName() + "_" + name;
        }
        return new Declaration(packageName, name, isPublic, type);
    }
}
