package dev.nervure.processor;

import com.google.auto.service.AutoService;
import dev.nervure.dsl.NeuralNetwork;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/**
 * Claims all annotations of declarations and of generated code, so that {@code -Xlint:processing} finds none that nobody
 * read. Only the last of Nervure's processors may: a claim keeps an annotation from those that come later, and the services
 * of this jar are in the order of their names. A processor of the user's own that wants these annotations too must stand
 * before this jar.
 */
@AutoService(Processor.class)
public final class UnclaimedAnnotationProcessor extends AbstractProcessor {
    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(NeuralNetwork.class.getPackageName() + ".*", "dev.nervure.runtime.Generated");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    @SuppressWarnings("DoNotClaimAnnotations") // what nobody claims is what javac warns of
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        return true;
    }
}
