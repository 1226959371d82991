package dev.nervure.dsl;

import static dev.nervure.dsl.ElementType.BOOL;
import static dev.nervure.dsl.ElementType.INT;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.layer.PlaceholderLayer;
import dev.nervure.dsl.layer.RepeatLayer;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Annotation, record and builder method: each layer has all three, with the same attributes and defaults. */
class TwinsTest {
    /** Methods of the builder that are short for others, or that need code and so have no annotation. */
    private static final Set<String> WITHOUT_ANNOTATION = Set.of(
            "of", "named", "from", "onnx", "plus", "minus", "times", "div", "unaryMinus", "activation", "repeat");

    /** Attributes whose default of zero or nothing only lets the processor say what is missing. */
    private static final Set<String> NEEDED = Set.of(
            "units",
            "channels",
            "kernelSize",
            "scaleFactor",
            "size",
            "classes",
            "hidden",
            "heads",
            "layers",
            "groups",
            "value");

    private static final Set<Class<?>> LAYERS_WITHOUT_ANNOTATION = Set.of(PlaceholderLayer.class, RepeatLayer.class);

    private final Tensor row = Tensor.input("row", 8);
    private final Tensor steps = Tensor.input("steps", 6, 8);
    private final Tensor image = Tensor.input("image", 4, 9, 9);
    private final Tensor ids = Tensor.input("ids", List.of(6), o -> o.type(INT));
    private final Tensor label = Tensor.target("label", List.of(), o -> o.type(INT));
    private final Tensor truth = Tensor.target("truth", 8);

    /** Every layer by its shortest call. */
    List<Tensor> shortest() {
        return List.of(
                row,
                truth,
                row.dense(4),
                row.bilinear(row, 4),
                ids.embedding(7, 4),
                row.feedForward(4),
                row.gatedFeedForward(4),
                row.identity(),
                row.relu(),
                row.leakyRelu(),
                row.prelu(),
                row.elu(),
                row.selu(),
                row.sigmoid(),
                row.hardSigmoid(),
                row.tanh(),
                row.softmax(),
                row.logSoftmax(),
                row.softplus(),
                row.gelu(),
                row.silu(),
                row.mish(),
                row.hardSwish(),
                row.dropout(),
                row.normal(1),
                row.uniform(1),
                row.add(row),
                row.subtract(row),
                row.multiply(row),
                row.divide(row),
                steps.matmul(steps.transpose()),
                row.scale(1, 0),
                row.exp(),
                row.log(),
                row.sqrt(),
                row.pow(2),
                steps.rnn(4).part(0),
                steps.rotary(1),
                steps.split(-1, 8),
                row.topK(2),
                steps.gather(0, ids),
                steps.gatherElements(0, Tensor.input("places", List.of(6, 8), o -> o.type(INT))),
                steps.expand(6, 8),
                row.abs(),
                row.sin(),
                row.cos(),
                row.clamp(-Float.MAX_VALUE, Float.MAX_VALUE),
                row.stopGradient(),
                row.sin().derivative(row),
                row.minimum(row),
                row.maximum(row),
                row.compare(Comparison.LESS, row),
                row.cast(BOOL).and(row.cast(BOOL)),
                row.cast(BOOL).or(row.cast(BOOL)),
                row.cast(BOOL).not(),
                row.cast(BOOL).where(row, row),
                row.cast(BOOL),
                row.argMax(-1),
                row.argMin(-1),
                row.cumSum(-1),
                ids.oneHot(7),
                ids.categoryEncoding(7),
                Tensor.constant(new float[0]),
                Tensor.parameter("table", 3, 4),
                row.min(),
                row.logSumExp(),
                row.mean(),
                row.sum(),
                row.max(),
                steps.flatten(),
                row.reshape(2, 4),
                steps.transpose(),
                row.slice(0, 0),
                row.pad(1, 1),
                row.concat(row),
                steps.conv1d(4, 3),
                image.conv2d(4, 3),
                steps.convTranspose1d(4, 3),
                image.convTranspose2d(4, 3),
                steps.maxPool1d(2),
                image.maxPool2d(2),
                steps.avgPool1d(2),
                image.avgPool2d(2),
                image.globalAvgPool(),
                image.adaptiveAvgPool2d(2),
                image.upsample(2),
                row.layerNorm(),
                row.rmsNorm(),
                row.batchNorm(),
                row.standardize(),
                row.groupNorm(2),
                image.instanceNorm(),
                steps.rnn(4),
                steps.lstm(4),
                steps.gru(4),
                steps.learnedPositions(),
                steps.sinusoidalPositions(),
                steps.scaledDotProductAttention(steps, steps),
                steps.multiHeadAttention(2),
                steps.transformerEncoder(1, 2),
                steps.transformerDecoder(steps, 1, 2),
                row.softmaxCrossEntropy(label),
                row.crossEntropy(label),
                row.sigmoidCrossEntropy(truth),
                row.binaryCrossEntropy(truth),
                row.meanSquaredError(truth),
                row.meanAbsoluteError(truth),
                row.huber(truth),
                steps.ctc(Tensor.target("spoken", List.of(2), o -> o.type(INT))),
                row.meanLoss());
    }

    @Test
    void everyAnnotationIsALayerAndABuilderMethod() throws Exception {
        Set<String> annotations =
                annotations().stream().map(Class::getSimpleName).collect(toSet());
        assertThat(shortest().stream().map(t -> t.layer().kind())).containsExactlyInAnyOrderElementsOf(annotations);
    }

    @Test
    void everyLayerHasAnAnnotation() throws Exception {
        Set<Class<?>> layers = classes(Layer.class).stream()
                .filter(Class::isRecord)
                .filter(type -> Layer.class.isAssignableFrom(type) && !LAYERS_WITHOUT_ANNOTATION.contains(type))
                .collect(toSet());
        assertThat(layers)
                .containsExactlyInAnyOrderElementsOf(
                        shortest().stream().map(t -> t.layer().getClass()).collect(toSet()));
    }

    @Test
    void everyBuilderMethodHasAnAnnotation() throws Exception {
        Set<String> methods = builderMethods().map(Method::getName).collect(toSet());
        methods.removeAll(WITHOUT_ANNOTATION);
        assertThat(methods)
                .containsExactlyInAnyOrderElementsOf(
                        annotations().stream().map(TwinsTest::methodName).collect(toSet()));
    }

    @TestFactory
    Stream<DynamicTest> attributes() {
        return shortest().stream().map(tensor -> dynamicTest(tensor.layer().kind(), () -> compareAttributes(tensor)));
    }

    private static void compareAttributes(Tensor tensor) throws Exception {
        Class<? extends Layer> type = tensor.layer().getClass();
        Class<?> annotation = Layers.annotation(type);
        Map<String, Class<?>> declared = Arrays.stream(annotation.getDeclaredMethods())
                .collect(toMap(Method::getName, m -> m.getReturnType().isArray() ? List.class : m.getReturnType()));
        Map<String, Class<?>> components = Arrays.stream(type.getRecordComponents())
                .collect(toMap(RecordComponent::getName, RecordComponent::getType));
        assertThat(components).isEqualTo(declared);

        List<Method> methods = builderMethods()
                .filter(m -> m.getName().equals(methodName(annotation)))
                .toList();
        List<String> settable = new ArrayList<>();
        methods.forEach(m -> Arrays.stream(m.getParameters()).forEach(p -> settable.add(p.getName())));
        for (Method method : methods) {
            options(method).ifPresent(options -> {
                List<String> names = setters(options).map(Method::getName).toList();
                assertThat(components.keySet())
                        .as("what %s offers, @%s has", options, annotation.getSimpleName())
                        .containsAll(names);
                settable.addAll(names);
            });
        }
        for (Method attribute : annotation.getDeclaredMethods()) {
            String name = attribute.getName();
            Object expected = attribute.getDefaultValue();
            boolean counts = Set.of(int.class, int[].class).contains(attribute.getReturnType());
            if (expected == null
                    || (counts && needed(name) && List.of(0, List.of()).contains(list(expected)))) {
                assertThat(methods).allSatisfy(m -> assertThat(m.getParameters())
                        .as("%s demands %s", m, name)
                        .anyMatch(p -> p.getName().equals(name)));
            } else {
                Object actual = type.getDeclaredMethod(name).invoke(tensor.layer());
                assertThat(actual).as("default of %s", name).isEqualTo(list(expected));
            }
            boolean noParameters = tensor.layer()
                    .parameters(tensor.inputs().stream().map(Tensor::type).toList())
                    .isEmpty();
            if (!name.equals("name") || !noParameters) {
                assertThat(settable).as("what the builder can set").contains(name);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> options() {
        return builderMethods()
                .flatMap(method -> options(method).stream())
                .distinct()
                .flatMap(TwinsTest::setters)
                .map(setter -> dynamicTest(setter.toGenericString(), () -> compareSetter(setter)));
    }

    /** What a setter of options is given becomes the attribute of the layer, and nothing else changes. */
    private static void compareSetter(Method setter) throws Exception {
        Options<?> options = (Options<?>)
                setter.getDeclaringClass().getDeclaredConstructor(Map.class).newInstance(Map.of("required", 0));
        Object value = sample(setter.getParameterTypes()[0]);
        assertThat(setter.invoke(options, value)).isSameAs(options);
        assertThat(options.attributes())
                .containsExactlyInAnyOrderEntriesOf(Map.of("required", 0, setter.getName(), value));
    }

    private static Object sample(Class<?> type) {
        if (type.isEnum()) {
            return type.getEnumConstants()[1];
        }
        return Map.<Class<?>, Object>of(
                        int.class,
                        3,
                        float.class,
                        0.25f,
                        boolean.class,
                        true,
                        String.class,
                        "a.b",
                        String[].class,
                        new String[] {"a", "b"},
                        int[].class,
                        new int[] {2, 3},
                        float[].class,
                        new float[] {2, 3},
                        Tensor.class,
                        Tensor.input("mask", 6))
                .get(type);
    }

    /** The options that the trailing lambda of a builder method gets. */
    private static Optional<Class<?>> options(Method method) {
        return Arrays.stream(method.getGenericParameterTypes())
                .filter(ParameterizedType.class::isInstance)
                .map(type -> ((ParameterizedType) type).getActualTypeArguments()[0])
                .filter(type -> type instanceof Class<?> c && Options.class.isAssignableFrom(c))
                .findFirst()
                .map(type -> (Class<?>) type);
    }

    /** The setters as users see them: javac makes public ones of those that options inherit from hidden types. */
    private static Stream<Method> setters(Class<?> options) {
        return Arrays.stream(options.getDeclaredMethods())
                .filter(m -> Modifier.isPublic(m.getModifiers()) && Options.class.isAssignableFrom(m.getReturnType()));
    }

    /** Whether an attribute has a default only so that the processor can say that it is missing. */
    static boolean needed(String attribute) {
        return NEEDED.contains(attribute);
    }

    static Object list(Object value) {
        return value.getClass().isArray()
                ? IntStream.range(0, Array.getLength(value))
                        .mapToObj(i -> Array.get(value, i))
                        .toList()
                : value;
    }

    private static String methodName(Class<?> annotation) {
        String name = annotation.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static Stream<Method> builderMethods() {
        return Arrays.stream(Tensor.class.getMethods()).filter(m -> m.getReturnType() == Tensor.class && !m.isBridge());
    }

    private static List<Class<?>> annotations() throws Exception {
        return classes(Tensor.class).stream()
                .filter(Class::isAnnotation)
                .filter(type -> type != Output.class && type != NeuralNetwork.class)
                .filter(type -> type != Axis.class && type != Fixed.class && type.getDeclaringClass() == null)
                .toList();
    }

    /** All classes of the package of a class, from where it was loaded. */
    private static List<Class<?>> classes(Class<?> neighbour)
            throws IOException, URISyntaxException, ReflectiveOperationException {
        Path root = Path.of(
                neighbour.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path folder = root.resolve(neighbour.getPackageName().replace('.', '/'));
        List<Class<?>> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class") && !name.contains("-")) {
                    found.add(Class.forName(
                            neighbour.getPackageName() + "." + name.substring(0, name.length() - ".class".length())));
                }
            }
        }
        return found;
    }
}
