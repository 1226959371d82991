package dev.nervure.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;

/** What Gradle asks of processors that do not force it to compile everything anew. */
class IncrementalTest {
    private static final String TWO_WAYS = """
            package garden;

            import dev.nervure.dsl.*;

            @NeuralNetwork
            public interface TwoWays {
                @Input({4}) Tensor left();
                @Input({4}) Tensor right();
                @Add Tensor both(Tensor left, Tensor right);
                @Output @Dense(units = 3) Tensor kind(Tensor both);
                @Output @Dense(units = 1) Tensor size(Tensor both);
            }
            """;

    @Test
    void everyProcessorDeclaresItsKind() throws IOException {
        Map<String, String> kinds = new TreeMap<>();
        for (String line : lines("META-INF/gradle/incremental.annotation.processors")) {
            String[] parts = line.split(",", 2);
            kinds.put(parts[0], parts[1]);
        }
        assertThat(kinds).containsEntry(NeuralNetworkProcessor.class.getName(), "isolating");
        assertThat(kinds).containsOnlyKeys(lines("META-INF/services/" + Processor.class.getName()));
        assertThat(kinds).allSatisfy((processor, kind) -> assertThat(kind).isIn("isolating", "aggregating"));
    }

    /** Gradle wraps the environment, so that {@code Trees} throws; so does {@link Watched}. */
    @Test
    void everyFileOfADeclarationComesFromThatAlone() {
        Watched watched = new Watched();
        Javac.Result result = Javac.compile(Map.of("garden.TwoWays", TWO_WAYS), watched);
        Set<String> written = new TreeSet<>(result.sources().keySet());
        written.addAll(result.resources().keySet());
        assertThat(watched.origins.keySet())
                .isEqualTo(written)
                .contains(
                        "garden/TwoWaysModel.onnx",
                        "garden.TwoWaysModel",
                        "garden.TwoWaysInputs",
                        "garden.TwoWaysOutputs");
        assertThat(watched.origins)
                .allSatisfy((file, origins) -> assertThat(origins).containsExactly("garden.TwoWays"));
    }

    private static List<String> lines(String resource) throws IOException {
        ClassLoader loader = NeuralNetworkProcessor.class.getClassLoader();
        try (InputStream file = loader.getResourceAsStream(resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    /** The processor for annotated interfaces, in an environment that records the origins of what it writes. */
    private static final class Watched extends AbstractProcessor {
        private final Processor processor = new NeuralNetworkProcessor();
        private final Map<String, List<String>> origins = new TreeMap<>();

        @Override
        public synchronized void init(ProcessingEnvironment environment) {
            Filer real = environment.getFiler();
            Filer filer = proxy(Filer.class, real, (name, arguments) -> {
                if (name.startsWith("create")) {
                    Element[] elements = (Element[]) arguments[arguments.length - 1];
                    boolean resource = name.equals("createResource"); // of a place, a package and a name
                    origins.put(
                            resource ? arguments[1] + "/" + arguments[2] : arguments[0].toString(),
                            Arrays.stream(elements).map(Element::toString).toList());
                }
                return null;
            });
            processor.init(proxy(
                    ProcessingEnvironment.class,
                    environment,
                    (name, arguments) -> name.equals("getFiler") ? filer : null));
        }

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return processor.getSupportedAnnotationTypes();
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return processor.getSupportedSourceVersion();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            return processor.process(annotations, round);
        }

        private interface Call {
            /** The result; null to ask the real object. */
            Object answer(String method, Object[] arguments);
        }

        private static <T> T proxy(Class<T> type, T real, Call call) {
            return type.cast(
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                        Object answer = call.answer(method.getName(), arguments);
                        try {
                            return answer != null ? answer : method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }
    }
}
