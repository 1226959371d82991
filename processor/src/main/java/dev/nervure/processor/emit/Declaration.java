package dev.nervure.processor.emit;

import com.palantir.javapoet.ClassName;
import dev.nervure.processor.graph.Repetition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/**
 * Where generated classes go, and what they are called.
 *
 * @param packageName the declaration's package
 * @param name the declaration's simple name, those of enclosing classes before it: {@code Outer_Inner}
 * @param isPublic whether the generated classes are public
 * @param doc what the declaration's comment says; empty without one
 * @param numbers whether a resource beside the classes holds numbers of parameters, and what it is for
 * @param streams whether there is a form that takes places as they come
 * @param form what its classes are called after; empty for the whole forward and backward pass
 */
public record Declaration(
        String packageName, String name, boolean isPublic, String doc, Numbers numbers, boolean streams, String form) {
    /** The form of a stream that computes one place, and the form that computes many. */
    static final String STEP = "Step";

    static final String FEED = "Feed";

    /** What the numbers are for that come with a declaration. */
    public enum Numbers {
        /** There are none. */
        NONE,
        /** They are all weights of a network that comes from a file: {@code load()} reads them. */
        BESIDE,
        /** Some parameters, or all, begin with them: {@code create(seed)} reads them and draws the others. */
        FIRST
    }

    /** A declaration without weights. */
    public Declaration(String packageName, String name, boolean isPublic, String doc) {
        this(packageName, name, isPublic, doc, Numbers.NONE, false, "");
    }

    /** A declaration without a comment. */
    public Declaration(String packageName, String name, boolean isPublic) {
        this(packageName, name, isPublic, "");
    }

    /** The same with a resource that holds numbers of parameters. */
    public Declaration with(Numbers given) {
        return new Declaration(packageName, name, isPublic, doc, given, streams, form);
    }

    /** The same with a form that takes places as they come, or without. */
    public Declaration withStreams(boolean wanted) {
        return new Declaration(packageName, name, isPublic, doc, numbers, wanted, form);
    }

    /** The same for another form. */
    Declaration form(String other) {
        return new Declaration(packageName, name, isPublic, doc, numbers, streams, other);
    }

    /** The simple name of the resource that holds the weights. */
    public String resource() {
        return name + ".safetensors";
    }

    /** The classes of a block that repeats. */
    Declaration block(Repetition repeat) {
        return new Declaration(packageName, name + repeat.suffix(), isPublic, "", Numbers.NONE, false, form);
    }

    /** The qualified names of the classes that every network has. */
    public Set<String> generated() {
        Stream<ClassName> every =
                Stream.of(weights(), activations(), gradients(), forward(), backward(), model(), inputs(), outputs());
        Stream<ClassName> ofStreams =
                Stream.of(STEP, FEED).map(this::form).flatMap(of -> Stream.of(of.forward(), of.activations()));
        return (streams
                        ? Stream.of(every, ofStreams, Stream.of(stream(), severalStreams()))
                                .flatMap(all -> all)
                        : every)
                .map(ClassName::canonicalName)
                .collect(Collectors.toSet());
    }

    ClassName type(String suffix) {
        return ClassName.get(packageName, name + suffix);
    }

    ClassName weights() {
        return type("Weights");
    }

    ClassName activations() {
        return type(form.isEmpty() ? "Activations" : form + "Values");
    }

    ClassName gradients() {
        return type("Gradients");
    }

    ClassName forward() {
        return type(form.isEmpty() ? "Forward" : form);
    }

    ClassName backward() {
        return type("Backward");
    }

    ClassName stream() {
        return type("Stream");
    }

    /** Several streams at once. */
    ClassName severalStreams() {
        return type("Streams");
    }

    /** The class that users begin with. */
    public ClassName model() {
        return type("Model");
    }

    /** The file beside the classes that holds the network as ONNX, without weights. */
    String onnxGraph() {
        return model().simpleName() + ".onnx";
    }

    ClassName inputs() {
        return type("Inputs");
    }

    ClassName outputs() {
        return type("Outputs");
    }

    List<Modifier> modifiers() {
        return isPublic ? List.of(Modifier.PUBLIC, Modifier.FINAL) : List.of(Modifier.FINAL);
    }
}
