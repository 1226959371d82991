package dev.nervure.dsl;

import static java.util.stream.Collectors.joining;

import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The reference of all layers, family by family: what the comments of the annotations say, attributes and defaults as
 * compiled, methods of the builder, parameters of an example, and names elsewhere.
 *
 * @param examples a tensor of each layer
 */
record LayerReference(DocComments comments, ForeignNames names, List<Tensor> examples) {
    private static final String HEAD = """
            # Layers: reference

            Written from the annotations by a test; see [contributing](../CONTRIBUTING.md). Every layer is an annotation, `@Dense(units = 10)`,
            and a method of the builder, `x.dense(10)`. Shapes are those of one sample; the batch comes before them. Axes of a sample count
            from 0, or from −1 backwards. Rarer attributes are set by a lambda, `x.dense(10, o -> o.bias(false))`.

            Two attributes are left out below: every layer has `name`, the dotted path of its parameters, by default the name of its tensor; and
            every layer with parameters has `trainable`, by default true. [Layers in depth](layers.md) tells of tensors without a batch, several
            outputs, integers, and sharing. What a layer is called in PyTorch and Keras is [also listed](coming-from.md#names-of-layers).
            """;

    /** The types that declare the builder's methods, in the order in which readers look for their layers. */
    private static final List<Family> FAMILIES = List.of(
            new Family("Tensor", "Inputs, targets and tensors of no layer"),
            new Family("DenseMethods", "Dense layers and embeddings"),
            new Family("ActivationMethods", "Activations and dropout"),
            new Family("ConvolutionMethods", "Convolution and pooling"),
            new Family("NormMethods", "Normalisation"),
            new Family("RecurrentMethods", "Recurrent layers"),
            new Family("AttentionMethods", "Positions, attention and transformers"),
            new Family("ArithmeticMethods", "Arithmetic and reductions"),
            new Family("LogicMethods", "Booleans and integers"),
            new Family("ShapeMethods", "Shapes"),
            new Family("LossMethods", "Losses"));

    private record Family(String declaring, String title) {}

    private static final Set<String> COMMON = Set.of("name", "trainable");

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-');
    }

    String page() {
        Map<String, List<Tensor>> families =
                examples.stream().collect(Collectors.groupingBy(LayerReference::declaring));
        StringBuilder page = new StringBuilder(HEAD).append('\n');
        for (Family family : FAMILIES) {
            String layers = families.get(family.declaring).stream()
                    .map(tensor -> link(tensor.layer().kind()))
                    .collect(joining(", "));
            page.append("- ")
                    .append(link(family.title))
                    .append(": ")
                    .append(layers)
                    .append('\n');
        }
        for (Family family : FAMILIES) {
            page.append("\n## ").append(family.title).append('\n');
            families.remove(family.declaring).forEach(tensor -> page.append(section(tensor)));
        }
        if (!families.isEmpty()) {
            throw new AssertionError("the layers of " + families.keySet() + " need a heading");
        }
        return page.toString();
    }

    static String link(String heading) {
        return "[" + heading + "](#" + anchor(heading) + ")";
    }

    private static String declaring(Tensor tensor) {
        Method method = methods(tensor.layer().kind()).findFirst().orElseThrow();
        return method.getDeclaringClass().getSimpleName();
    }

    private String section(Tensor tensor) {
        Layer layer = tensor.layer();
        String kind = layer.kind();
        StringBuilder section = new StringBuilder("\n### " + kind + "\n\n" + comments.of(kind) + "\n\n");
        section.append(methods(kind).map(this::signature).collect(joining(", ", "Builder: ", "")))
                .append(names.of(kind))
                .append('\n');
        section.append(parameters(tensor));
        List<Method> attributes = attributes(Layers.annotation(layer.getClass()));
        if (!attributes.isEmpty()) {
            section.append("\n| attribute | default | |\n|---|---|---|\n");
            attributes.forEach(attribute -> section.append("| `")
                    .append(attribute.getName())
                    .append("` | ")
                    .append(shown(attribute))
                    .append(" | ")
                    .append(comments.of(kind + "." + attribute.getName()).replace("|", "\\|"))
                    .append(" |\n"));
        }
        return section.toString();
    }

    /** The attributes in the order of the record, which is that of the source. */
    private static List<Method> attributes(Class<?> annotation) {
        List<String> order = Arrays.stream(
                        Layers.layer(annotation.getSimpleName()).getRecordComponents())
                .map(component -> component.getName())
                .toList();
        return Arrays.stream(annotation.getDeclaredMethods())
                .filter(method -> !COMMON.contains(method.getName()))
                .sorted(Comparator.comparing(method -> order.indexOf(method.getName())))
                .toList();
    }

    private static String shown(Method attribute) {
        Object value = attribute.getDefaultValue();
        String name = attribute.getName();
        if (value == null || TwinsTest.needed(name) && List.of(0, List.of()).contains(TwinsTest.list(value))) {
            return "needed";
        }
        return "`" + shown(value) + "`";
    }

    private static String shown(Object value) {
        if (value.getClass().isArray()) {
            List<String> values = IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> shown(Array.get(value, i)))
                    .toList();
            return values.size() == 1 ? values.get(0) : "{" + String.join(", ", values) + "}";
        }
        return value instanceof String text ? '"' + text + '"' : value.toString();
    }

    private static Stream<Method> methods(String kind) {
        String name = Character.toLowerCase(kind.charAt(0)) + kind.substring(1);
        return Arrays.stream(Tensor.class.getMethods())
                .filter(method -> method.getReturnType() == Tensor.class && !method.isBridge())
                .filter(method -> method.getName().equals(name))
                .sorted(Comparator.comparing(Method::getParameterCount).thenComparing(Method::toGenericString));
    }

    private String signature(Method method) {
        String receiver = Modifier.isStatic(method.getModifiers()) ? "Tensor." : "x.";
        return "`" + receiver + method.getName()
                + Arrays.stream(method.getParameters())
                        .map(LayerReference::parameter)
                        .collect(joining(", ", "(", ")`"));
    }

    private static String parameter(Parameter parameter) {
        if (parameter.getType() == UnaryOperator.class) {
            return "o -> …";
        }
        String type = parameter.getParameterizedType().getTypeName().replaceAll("[a-z]+\\.", "");
        return (parameter.isVarArgs() ? type.replace("[]", "…") : type) + " " + parameter.getName();
    }

    /** The parameters of an example, in full. */
    private static String parameters(Tensor tensor) {
        List<TensorType> inputs = tensor.inputs().stream().map(Tensor::type).toList();
        List<ParameterSpec> parameters = tensor.layer().parameters(inputs);
        if (parameters.isEmpty() || parameters.get(0).name().isEmpty()) {
            return "";
        }
        String read = inputs.stream().map(type -> sample(type.shape())).collect(joining(", "));
        return parameters.stream()
                .map(parameter -> "`" + parameter.name() + " " + parameter.shape() + "`")
                .collect(joining(
                        ", ", "\nExample, `" + read + "` to `" + sample(tensor.shape()) + "`: parameters ", ".\n"));
    }

    private static String sample(Shape shape) {
        return shape.toString().replace("[n, ", "[").replace("[n]", "[]");
    }
}
