package dev.nervure.processor;

import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.network.Message;
import dev.nervure.processor.frontend.ElementReader;
import dev.nervure.processor.frontend.ElementType;
import dev.nervure.processor.frontend.ReadNetwork;
import dev.nervure.processor.frontend.Reporter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** What the processors of all kinds of declarations have in common: find declarations, and read them round by round. */
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
        Set<TypeElement> elements = new LinkedHashSet<>();
        waiting.forEach(type -> elements.add(asOfThisRound(type)));
        waiting.clear();
        elements.addAll(ElementFilter.typesIn(round.getElementsAnnotatedWith(NeuralNetwork.class)));
        if (elements.isEmpty()) {
            return false;
        }
        ElementReader reader = new ElementReader(processingEnv);
        List<ElementType> types = elements.stream().map(reader::type).toList();
        types.forEach(
                type -> generated.addAll(DeclarationCompiler.declaration(type).generated()));
        if (isTooOld(types.get(0))) {
            return false;
        }
        for (ElementType type : types) {
            if (handles(type)) {
                Reporter reporter = compile(type);
                if (reporter.waits() && !round.processingOver()) {
                    waiting.add(type.element());
                } else {
                    reporter.print();
                }
            }
        }
        return false;
    }

    private Reporter compile(ElementType type) {
        Reporter reporter = new Reporter();
        FilerOutput output = new FilerOutput(processingEnv, type.element());
        new DeclarationCompiler(processingEnv.getOptions(), output, reporter)
                .compile(type, options -> read(type, options, reporter));
        return reporter;
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
    private boolean isTooOld(ElementType first) {
        SourceVersion version = processingEnv.getSourceVersion();
        boolean tooOld = version.compareTo(SourceVersion.RELEASE_17) < 0;
        if (tooOld && handles(first)) {
            Reporter reporter = new Reporter();
            reporter.error(first, Message.RELEASE, version.name().substring("RELEASE_".length()));
            reporter.print();
        }
        return tooOld;
    }

    /** The qualified names of the classes that are generated for the declarations of this module. */
    final Set<String> generated() {
        return generated;
    }

    /** Whether this processor, and no other, compiles an annotated type. */
    abstract boolean handles(ElementType type);

    /** The network that a type declares; null if something is wrong or missing. */
    abstract @Nullable ReadNetwork read(ElementType type, ProcessorOptions options, Reporter reporter);
}
