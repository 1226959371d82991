package dev.nervure.processor.frontend;

import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.layer.InputLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.TargetLayer;
import dev.nervure.dsl.network.Message;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** The methods of an annotated interface, each read by itself: the sound ones, and the names of all. */
final class Declarations {
    private final Elements elements;
    private final Reporter reporter;
    private final Arguments arguments;
    private final Map<String, Declared> sound = new LinkedHashMap<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> readByOthers = new HashSet<>();
    private final boolean incomplete;

    /** Reads an interface and reports what is wrong with its methods. */
    Declarations(TypeElement type, ProcessingEnvironment environment, Reporter reporter) {
        this.elements = environment.getElementUtils();
        this.reporter = reporter;
        this.arguments = new Arguments(SourceTrees.of(environment), reporter);
        arguments.check(type, Objects.requireNonNull(Mirrors.find(type, NeuralNetwork.class.getSimpleName())));
        this.incomplete = !type.getInterfaces().isEmpty();
        for (TypeMirror parent : type.getInterfaces()) {
            reporter.error(type, Message.INHERITS, type.getSimpleName(), parent);
        }
        List<ExecutableElement> methods = ElementFilter.methodsIn(type.getEnclosedElements());
        methods.stream().filter(method -> !isAbstract(method)).forEach(this::checkHelper);
        List<ExecutableElement> tensors =
                methods.stream().filter(Declarations::isAbstract).toList();
        if (tensors.isEmpty()) {
            reporter.error(type, Message.EMPTY, type.getSimpleName());
        }
        tensors.forEach(this::declare);
        tensors.stream()
                .filter(method -> !sound.containsKey(tensorName(method)))
                .flatMap(method -> method.getParameters().stream())
                .forEach(parameter -> readByOthers.add(parameter.getSimpleName().toString()));
    }

    /** Whether parameters have names: class files say {@code arg0} unless they were compiled with {@code -parameters}. */
    static boolean saysParameterNames(TypeElement type) {
        List<ExecutableElement> methods = ElementFilter.methodsIn(type.getEnclosedElements());
        return methods.stream().anyMatch(method -> tensorName(method).equals("arg0"))
                || methods.stream()
                        .flatMap(method -> method.getParameters().stream())
                        .noneMatch(parameter -> parameter.getSimpleName().contentEquals("arg0"));
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

    private static boolean isAbstract(ExecutableElement method) {
        return method.getModifiers().contains(Modifier.ABSTRACT);
    }

    /** Static, default and private methods are the user's own. */
    private void checkHelper(ExecutableElement method) {
        if (!Mirrors.layers(method).isEmpty()) {
            reporter.error(method, Message.HAS_BODY, method.getSimpleName());
        }
    }

    /** Kotlin compiles {@code val pixels: Tensor} to {@code getPixels()}. */
    static String tensorName(ExecutableElement method) {
        String name = method.getSimpleName().toString();
        boolean getter = name.length() > 3
                && name.startsWith("get")
                && Character.isUpperCase(name.charAt(3))
                && method.getParameters().isEmpty();
        return getter ? Character.toLowerCase(name.charAt(3)) + name.substring(4) : name;
    }

    private void declare(ExecutableElement method) {
        String name = tensorName(method);
        if (!names.add(name)) {
            reporter.error(method, Message.DUPLICATE_NAME, name);
            return;
        }
        String unfit = NameCheck.unfit(name);
        if (unfit != null) {
            reporter.error(method, unfit);
        }
        if (!method.getTypeParameters().isEmpty()) {
            reporter.error(method, Message.GENERIC, name);
        } else if (isTensor(method.getReturnType(), method, Message.NOT_A_TENSOR, name)) {
            declare(method, name);
        }
    }

    private void declare(ExecutableElement method, String name) {
        List<AnnotationMirror> layers = Mirrors.layers(method);
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
                    layers.stream().map(mirror -> "@" + Mirrors.dslName(mirror)).toList();
            reporter.error(method, Message.TWO_LAYERS, name, String.join(" and ", found));
            return;
        }
        AnnotationMirror mirror = layers.get(0);
        boolean readable = readable(method);
        boolean sayable = arguments.check(method, mirror);
        if (!Mirrors.isComplete(mirror, elements)) {
            reporter.waitForOthers();
        } else if (readable && sayable) {
            Layer layer = Mirrors.read(mirror, elements);
            List<String> reads = method.getParameters().stream()
                    .map(parameter -> parameter.getSimpleName().toString())
                    .toList();
            if ((layer instanceof InputLayer || layer instanceof TargetLayer) && !reads.isEmpty()) {
                reporter.error(method, Message.INPUT_READS, layer.kind(), name);
            } else {
                sound.put(name, new Declared(name, method, mirror, layer, reads));
            }
        }
    }

    private boolean readable(ExecutableElement method) {
        boolean readable = true;
        for (VariableElement parameter : method.getParameters()) {
            readable &=
                    isTensor(parameter.asType(), parameter, Message.NOT_A_TENSOR_PARAMETER, parameter.getSimpleName());
        }
        return readable;
    }

    private boolean isTensor(TypeMirror type, Element at, Message otherwise, Object name) {
        if (type.toString().equals(Mirrors.DSL + ".Tensor")) {
            return true;
        }
        if (type.getKind() == TypeKind.ERROR) {
            reporter.waitForOthers();
        } else {
            reporter.error(at, otherwise, name, type);
        }
        return false;
    }
}
