package dev.nervure.processor.frontend;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Message;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.InputLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.LossLayer;
import dev.nervure.dsl.layer.TargetLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Reads an annotated interface: every method declares a tensor, its parameters say what it reads. Everything that is wrong
 * is reported in one go; a tensor that reads a wrong one is not blamed for that.
 */
public final class AnnotationFrontEnd {
    /** One method of the interface. */
    private record Declared(
            String name, ExecutableElement method, AnnotationMirror mirror, Layer layer, List<String> reads) {}

    private final TypeElement type;
    private final Elements elements;
    private final Reporter reporter;
    private final Map<String, Declared> declared = new LinkedHashMap<>();
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> failed = new LinkedHashSet<>();

    private AnnotationFrontEnd(TypeElement type, Elements elements, Reporter reporter) {
        this.type = type;
        this.elements = elements;
        this.reporter = reporter;
    }

    /** The network that an interface declares; null if errors were reported. */
    public static @Nullable Network read(TypeElement type, Elements elements, Reporter reporter) {
        return new AnnotationFrontEnd(type, elements, reporter).network();
    }

    private @Nullable Network network() {
        List<ExecutableElement> methods = type.getEnclosedElements().stream()
                .filter(element -> element.getKind() == ElementKind.METHOD
                        && element.getModifiers().contains(Modifier.ABSTRACT))
                .map(ExecutableElement.class::cast)
                .toList();
        if (methods.isEmpty()) {
            reporter.error(type, Message.EMPTY, type.getSimpleName());
        }
        methods.forEach(method -> known.add(tensorName(method)));
        methods.forEach(this::declare);
        checkReads();
        declared.values().forEach(d -> tensor(d, new ArrayList<>()));
        List<String> ends = ends();
        if (reporter.failed()) {
            return null;
        }
        return build(ends);
    }

    /** Kotlin compiles {@code val pixels: Tensor} to {@code getPixels()}. */
    private static String tensorName(ExecutableElement method) {
        String name = method.getSimpleName().toString();
        boolean getter = name.length() > 3
                && name.startsWith("get")
                && Character.isUpperCase(name.charAt(3))
                && method.getParameters().isEmpty();
        return getter ? Character.toLowerCase(name.charAt(3)) + name.substring(4) : name;
    }

    private void declare(ExecutableElement method) {
        String name = tensorName(method);
        Message trouble = declared.containsKey(name) || failed.contains(name) ? Message.DUPLICATE_NAME : null;
        if (trouble != null) {
            reporter.error(method, trouble, name);
            return;
        }
        failed.add(name);
        if (!method.getTypeParameters().isEmpty()) {
            reporter.error(method, Message.GENERIC, name);
            return;
        }
        if (!isTensor(method.getReturnType())) {
            reporter.error(method, Message.NOT_A_TENSOR, name, method.getReturnType());
            return;
        }
        List<AnnotationMirror> layers = Mirrors.layers(method);
        if (layers.isEmpty()) {
            reporter.error(method, Message.NO_LAYER, name);
            return;
        }
        if (layers.size() > 1) {
            List<String> found =
                    layers.stream().map(mirror -> "@" + Mirrors.dslName(mirror)).toList();
            reporter.error(method, Message.TWO_LAYERS, name, String.join(" and ", found));
            return;
        }
        List<String> reads = new ArrayList<>();
        boolean sound = true;
        for (VariableElement parameter : method.getParameters()) {
            if (!isTensor(parameter.asType())) {
                reporter.error(
                        parameter, Message.NOT_A_TENSOR_PARAMETER, parameter.getSimpleName(), parameter.asType());
                sound = false;
            }
            reads.add(parameter.getSimpleName().toString());
        }
        Layer layer = Mirrors.read(layers.get(0), elements);
        if ((layer instanceof InputLayer || layer instanceof TargetLayer) && !reads.isEmpty()) {
            reporter.error(method, Message.INPUT_READS, name, reads.size());
            return;
        }
        if (sound) {
            failed.remove(name);
            declared.put(name, new Declared(name, method, layers.get(0), layer, reads));
        }
    }

    private static boolean isTensor(TypeMirror type) {
        return type.toString().equals(Mirrors.DSL + ".Tensor");
    }

    private void checkReads() {
        for (Declared d : declared.values()) {
            for (int i = 0; i < d.reads().size(); i++) {
                String read = d.reads().get(i);
                VariableElement parameter = d.method().getParameters().get(i);
                if (!known.contains(read)) {
                    reporter.error(parameter, Message.UNKNOWN_TENSOR, read, Closest.suggestion(read, known));
                    failed.add(d.name());
                } else if (declared.containsKey(read)
                        && declared.get(read).layer() instanceof TargetLayer
                        && !(d.layer() instanceof LossLayer)) {
                    reporter.error(parameter, Message.TARGET_NOT_FOR_LOSS, read, d.name());
                    failed.add(d.name());
                }
            }
        }
    }

    /** Makes the tensor of a method and of all that it reads; null if one of them is wrong. */
    private @Nullable Tensor tensor(Declared d, List<String> path) {
        Tensor made = tensors.get(d.name());
        if (made != null || failed.contains(d.name())) {
            return made;
        }
        int at = path.indexOf(d.name());
        if (at >= 0) {
            List<String> cycle = new ArrayList<>(path.subList(at, path.size()));
            cycle.add(d.name());
            reporter.error(d.method(), Message.READS_ITSELF, String.join(" reads ", cycle));
            failed.addAll(cycle);
            return null;
        }
        path.add(d.name());
        List<Tensor> inputs = new ArrayList<>();
        for (String read : d.reads()) {
            Declared source = declared.get(read);
            Tensor input = source == null ? null : tensor(source, path);
            if (input != null) {
                inputs.add(input);
            }
        }
        path.remove(path.size() - 1);
        if (inputs.size() < d.reads().size() || failed.contains(d.name())) {
            failed.add(d.name());
            return null;
        }
        try {
            Tensor tensor = Tensor.of(d.layer(), inputs.toArray(new Tensor[0])).named(d.name());
            tensors.put(d.name(), tensor);
            return tensor;
        } catch (NetworkException e) {
            report(d, e);
            failed.add(d.name());
            return null;
        }
    }

    private void report(Declared d, NetworkException e) {
        if (e.input() >= 0 && e.input() < d.method().getParameters().size()) {
            reporter.error(d.method().getParameters().get(e.input()), e);
        } else {
            reporter.error(d.method(), d.mirror(), e.attribute(), Objects.requireNonNull(e.getMessage()));
        }
    }

    /** The tensors that nobody reads: outputs and losses, or mistakes. */
    private List<String> ends() {
        Set<String> read = new LinkedHashSet<>();
        declared.values().forEach(d -> read.addAll(d.reads()));
        boolean marked = declared.values().stream().anyMatch(AnnotationFrontEnd::isOutput);
        List<String> ends = new ArrayList<>();
        for (Declared d : declared.values()) {
            if (isOutput(d) || d.layer() instanceof LossLayer) {
                ends.add(d.name());
            } else if (!read.contains(d.name())) {
                ends.add(d.name());
                boolean mistake = marked || d.layer() instanceof TargetLayer;
                if (mistake) {
                    reporter.error(d.method(), Message.UNREAD, d.name());
                }
            }
        }
        List<Declared> unmarked = ends.stream()
                .map(this::declaration)
                .filter(d -> !isOutput(d) && !(d.layer() instanceof LossLayer) && !(d.layer() instanceof TargetLayer))
                .toList();
        if (!marked && unmarked.size() > 1) {
            unmarked.forEach(d -> reporter.error(d.method(), Message.UNREAD, d.name()));
        }
        boolean onlyLosses = ends.stream().map(this::declaration).allMatch(d -> d.layer() instanceof LossLayer);
        if (onlyLosses && !declared.isEmpty() && failed.isEmpty()) {
            return predictions(ends);
        }
        return ends;
    }

    private static boolean isOutput(Declared d) {
        return Mirrors.find(d.method(), "Output") != null;
    }

    /** Where losses read everything, what they predict from are the outputs. */
    private List<String> predictions(List<String> losses) {
        Set<String> all = new LinkedHashSet<>();
        for (String loss : losses) {
            all.add(declaration(loss).reads().get(0));
        }
        if (losses.isEmpty()) {
            reporter.error(type, Message.NO_OUTPUT);
        }
        all.addAll(losses);
        return List.copyOf(all);
    }

    private Declared declaration(String name) {
        return Objects.requireNonNull(declared.get(name), name);
    }

    private @Nullable Network build(List<String> ends) {
        List<Tensor> outputs = new ArrayList<>();
        List<Tensor> losses = new ArrayList<>();
        for (String end : ends) {
            boolean isLoss = declaration(end).layer() instanceof LossLayer;
            (isLoss ? losses : outputs).add(Objects.requireNonNull(tensors.get(end)));
        }
        AnnotationMirror mirror = Objects.requireNonNull(Mirrors.find(type, NeuralNetwork.class.getSimpleName()));
        try {
            Network network = Network.of(outputs.toArray(new Tensor[0])).losses(losses.toArray(new Tensor[0]));
            Loss loss = (Loss) Mirrors.attributes(mirror, elements).get("loss");
            return loss == null || loss == Loss.NONE ? network : network.loss(loss);
        } catch (NetworkException e) {
            reporter.error(type, mirror, e.attribute(), Objects.requireNonNull(e.getMessage()));
            return null;
        }
    }
}
