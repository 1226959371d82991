package dev.nervure.processor.ksp;

import com.google.devtools.ksp.UtilsKt;
import com.google.devtools.ksp.processing.JvmPlatformInfo;
import com.google.devtools.ksp.processing.PlatformInfo;
import com.google.devtools.ksp.processing.Resolver;
import com.google.devtools.ksp.processing.SymbolProcessor;
import com.google.devtools.ksp.processing.SymbolProcessorEnvironment;
import com.google.devtools.ksp.symbol.KSAnnotated;
import com.google.devtools.ksp.symbol.KSClassDeclaration;
import com.google.devtools.ksp.symbol.KSType;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkDefinition;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.network.Message;
import dev.nervure.processor.DeclarationCompiler;
import dev.nervure.processor.ProcessorOptions;
import dev.nervure.processor.declaration.AnnotationUse;
import dev.nervure.processor.frontend.AnnotationFrontEnd;
import dev.nervure.processor.frontend.CompiledDefinition;
import dev.nervure.processor.frontend.DefinitionRules;
import dev.nervure.processor.frontend.OnnxFrontEnd;
import dev.nervure.processor.frontend.ReadNetwork;
import dev.nervure.processor.frontend.Reporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import kotlin.sequences.SequencesKt;
import org.jspecify.annotations.Nullable;

/** Compiles the annotated types of each round; what names classes that are still to be written waits for the next. */
final class NervureSymbolProcessor implements SymbolProcessor {
    private static final int OLDEST = 17;

    private final SymbolProcessorEnvironment environment;
    private final SymbolReader reader;
    private List<Reporter> waiting = List.of();
    private boolean tooOld;

    NervureSymbolProcessor(SymbolProcessorEnvironment environment) {
        this.environment = environment;
        this.reader = new SymbolReader(environment.getLogger());
    }

    @Override
    public List<KSAnnotated> process(Resolver resolver) {
        List<KSAnnotated> deferred = new ArrayList<>();
        List<Reporter> waits = new ArrayList<>();
        for (KSAnnotated symbol :
                SequencesKt.toList(resolver.getSymbolsWithAnnotation(NeuralNetwork.class.getName(), false))) {
            if (symbol instanceof KSClassDeclaration declaration && !isTooOld(declaration)) {
                Reporter reporter = compile(declaration, resolver);
                if (reporter.waits()) {
                    deferred.add(declaration);
                    waits.add(reporter);
                } else {
                    reporter.print();
                }
            }
        }
        waiting = waits;
        return deferred;
    }

    /** Whoever waits until now waits in vain; Kotlin's compiler says for what. */
    @Override
    public void finish() {
        waiting.forEach(Reporter::print);
    }

    @Override
    public void onError() {
        finish();
    }

    /** What is generated is Java 17. Says so once, at the first declaration, if the compilation is for less. */
    private boolean isTooOld(KSClassDeclaration first) {
        for (PlatformInfo platform : environment.getPlatforms()) {
            if (!tooOld && platform instanceof JvmPlatformInfo jvm && level(jvm.getJvmTarget()) < OLDEST) {
                tooOld = true;
                Reporter reporter = new Reporter();
                reporter.error(reader.type(first), Message.RELEASE, level(jvm.getJvmTarget()));
                reporter.print();
            }
        }
        return tooOld;
    }

    /** Kotlin calls Java 8 {@code 1.8}. */
    private static int level(String target) {
        try {
            return Integer.parseInt(target.startsWith("1.") ? target.substring(2) : target);
        } catch (NumberFormatException named) {
            return OLDEST;
        }
    }

    private Reporter compile(KSClassDeclaration declaration, Resolver resolver) {
        Reporter reporter = new Reporter();
        SymbolType type = reader.type(declaration);
        GeneratorOutput output = new GeneratorOutput(
                environment.getCodeGenerator(), resolver, Objects.requireNonNull(declaration.getContainingFile()));
        new DeclarationCompiler(environment.getOptions(), output, reporter)
                .compile(type, options -> read(type, options, reporter));
        return reporter;
    }

    private @Nullable ReadNetwork read(SymbolType type, ProcessorOptions options, Reporter reporter) {
        if (DefinitionRules.nameOne(type)) {
            return definition(type, options, reporter);
        }
        if (isDefinition(type)) {
            reporter.error(type, Message.NOT_ON_KSP_PATH, type.simpleName());
            return null;
        }
        if (!type.isInterface()) {
            reporter.error(type, Message.NOT_AN_INTERFACE, type.simpleName());
            return null;
        }
        if (OnnxFrontEnd.isNamedBy(type)) {
            return OnnxFrontEnd.read(type, new SourceResources(type.symbol(), path()), reporter);
        }
        Network network = AnnotationFrontEnd.read(type, false, reporter);
        return network == null ? null : ReadNetwork.of(network);
    }

    private static @Nullable ReadNetwork definition(SymbolType type, ProcessorOptions options, Reporter reporter) {
        AnnotationUse annotation = Objects.requireNonNull(type.annotation(NeuralNetwork.class.getSimpleName()));
        if (!(annotation.attributes().get("definition") instanceof KSType named) || named.isError()) {
            reporter.waitForOthers();
            return null;
        }
        Network network = CompiledDefinition.read(
                type,
                isDefinition(type),
                SymbolReader.binaryName(SymbolReader.declaration(named)),
                path(),
                options.defineTimeout(),
                reporter);
        return network == null ? null : ReadNetwork.of(network);
    }

    private static boolean isDefinition(SymbolType type) {
        return SequencesKt.toList(UtilsKt.getAllSuperTypes(type.symbol())).stream()
                .anyMatch(parent -> SymbolReader.name(parent).equals(NetworkDefinition.class.getName()));
    }

    /** The path of processors, on which Nervure itself is found. */
    private static ClassLoader path() {
        return Objects.requireNonNull(NervureSymbolProcessor.class.getClassLoader());
    }
}
