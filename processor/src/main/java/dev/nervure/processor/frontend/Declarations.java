package dev.nervure.processor.frontend;

import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.InputLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.layer.TargetLayer;
import dev.nervure.dsl.network.Message;
import dev.nervure.processor.declaration.AnnotationUse;
import dev.nervure.processor.declaration.MethodDeclaration;
import dev.nervure.processor.declaration.ParameterDeclaration;
import dev.nervure.processor.declaration.Place;
import dev.nervure.processor.declaration.TypeDeclaration;
import dev.nervure.processor.declaration.TypeUse;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The methods of an annotated interface, each read by itself: the sound ones, and the names of all. */
final class Declarations {
    private final Reporter reporter;
    private final Arguments arguments;
    private final Map<String, Declared> sound = new LinkedHashMap<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> readByOthers = new HashSet<>();
    private final boolean incomplete;

    /** Reads an interface and reports what is wrong with its methods. */
    Declarations(TypeDeclaration type, Reporter reporter) {
        this.reporter = reporter;
        this.arguments = new Arguments(reporter);
        arguments.check(Objects.requireNonNull(type.annotation(NeuralNetwork.class.getSimpleName())));
        List<String> parents = type.superinterfaces();
        this.incomplete = !parents.isEmpty();
        parents.forEach(parent -> reporter.error(type, Message.INHERITS, type.simpleName(), parent));
        List<MethodDeclaration> methods = type.methods();
        methods.stream().filter(method -> !method.isAbstract()).forEach(this::checkHelper);
        List<MethodDeclaration> tensors =
                methods.stream().filter(MethodDeclaration::isAbstract).toList();
        if (tensors.isEmpty()) {
            reporter.error(type, Message.EMPTY, type.simpleName());
        }
        tensors.forEach(this::declare);
        tensors.stream()
                .filter(method -> !sound.containsKey(tensorName(method)))
                .flatMap(method -> method.parameters().stream())
                .forEach(parameter -> readByOthers.add(parameter.name()));
    }

    /** Whether parameters have names: class files say {@code arg0} unless they were compiled with {@code -parameters}. */
    static boolean saysParameterNames(TypeDeclaration type) {
        List<MethodDeclaration> methods = type.methods();
        return methods.stream().anyMatch(method -> tensorName(method).equals("arg0"))
                || methods.stream()
                        .flatMap(method -> method.parameters().stream())
                        .noneMatch(parameter -> parameter.name().equals("arg0"));
    }

    /** Whether what the interface inherits is missing. */
    boolean incomplete() {
        return incomplete;
    }

    /** The sound methods by the names of their tensors, in the order of the source. */
    Map<String, Declared> sound() {
        return sound;
    }

    /** The names of all tensors, also of those whose method is wrong. */
    Set<String> names() {
        return names;
    }

    /** The names of the tensors that wrong methods read. */
    Set<String> readByOthers() {
        return readByOthers;
    }

    /** Static, default and private methods are the user's own. */
    private void checkHelper(MethodDeclaration method) {
        if (!method.layers().isEmpty()) {
            reporter.error(method, Message.HAS_BODY, method.name());
        }
    }

    /** Kotlin compiles {@code val pixels: Tensor} to {@code getPixels()}. */
    static String tensorName(MethodDeclaration method) {
        String name = method.name();
        boolean getter = name.length() > 3
                && name.startsWith("get")
                && Character.isUpperCase(name.charAt(3))
                && method.parameters().isEmpty();
        return getter ? Character.toLowerCase(name.charAt(3)) + name.substring(4) : name;
    }

    private void declare(MethodDeclaration method) {
        String name = tensorName(method);
        if (!names.add(name)) {
            reporter.error(method, Message.DUPLICATE_NAME, name);
            return;
        }
        String unfit = NameCheck.unfit(name);
        if (unfit != null) {
            reporter.error(method, unfit);
        }
        if (method.isGeneric()) {
            reporter.error(method, Message.GENERIC, name);
        } else if (isTensor(method.returnType(), method, Message.NOT_A_TENSOR, name)) {
            declare(method, name);
        }
    }

    private void declare(MethodDeclaration method, String name) {
        List<AnnotationUse> layers = method.layers();
        if (layers.isEmpty()) {
            if (arguments.hasUnknownLayer(method)) {
                reporter.waitForOthers();
            } else {
                reporter.error(method, Message.NO_LAYER, name);
            }
            return;
        }
        if (layers.size() > 1) {
            List<String> found =
                    layers.stream().map(annotation -> "@" + annotation.name()).toList();
            reporter.error(method, Message.TWO_LAYERS, name, String.join(" and ", found));
            return;
        }
        AnnotationUse annotation = layers.get(0);
        boolean readable = readable(method);
        boolean sayable = arguments.check(annotation);
        if (!annotation.isComplete()) {
            reporter.waitForOthers();
        } else if (readable && sayable) {
            Layer layer = Layers.of(Objects.requireNonNull(Layers.layer(annotation.name())), annotation.attributes());
            List<String> reads =
                    method.parameters().stream().map(ParameterDeclaration::name).toList();
            if ((layer instanceof InputLayer || layer instanceof TargetLayer) && !reads.isEmpty()) {
                reporter.error(method, Message.INPUT_READS, layer.kind(), name);
            } else {
                sound.put(name, new Declared(name, method, annotation, layer, reads));
            }
        }
    }

    private boolean readable(MethodDeclaration method) {
        boolean readable = true;
        for (ParameterDeclaration parameter : method.parameters()) {
            readable &= isTensor(parameter.type(), parameter, Message.NOT_A_TENSOR_PARAMETER, parameter.name());
        }
        return readable;
    }

    private boolean isTensor(TypeUse type, Place at, Message otherwise, String name) {
        if (type.name().equals(Tensor.class.getName())) {
            return true;
        }
        if (!type.known()) {
            reporter.waitForOthers();
        } else {
            reporter.error(at, otherwise, name, type.name());
        }
        return false;
    }
}
