package dev.nervure.processor.frontend;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.InputLayer;
import dev.nervure.dsl.network.Message;
import dev.nervure.processor.declaration.AnnotationUse;
import dev.nervure.processor.declaration.Place;
import dev.nervure.processor.declaration.TypeDeclaration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an annotated interface: every method declares a tensor, its parameters say what it reads. Everything that is
 * wrong is reported in one go; a tensor that reads a wrong one is not blamed for that.
 */
public final class AnnotationFrontEnd {
    private final TypeDeclaration type;
    private final Reporter reporter;
    private final Map<String, Declared> declared;
    private final Set<String> names;
    private final Set<String> readByOthers;
    /** Whether a name is unknown that may mean any tensor, so that none can be blamed for not being read. */
    private boolean unknown;

    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final Set<String> failed = new HashSet<>();

    private AnnotationFrontEnd(TypeDeclaration type, Reporter reporter) {
        this.type = type;
        this.reporter = reporter;
        Declarations declarations = new Declarations(type, reporter);
        this.declared = declarations.sound();
        this.names = declarations.names();
        this.readByOthers = declarations.readByOthers();
        this.unknown = declarations.incomplete();
    }

    /**
     * The network that an interface declares; null if errors were reported.
     *
     * @param compiled whether its classes are there from an earlier compilation: then a class file without the names of
     *     parameters, which is all that Gradle shows of an unchanged interface, has nothing to say
     */
    public static @Nullable Network read(TypeDeclaration type, boolean compiled, Reporter reporter) {
        if (!Declarations.saysParameterNames(type)) {
            if (!compiled) {
                reporter.error(type, Message.PARAMETER_NAMES, type.simpleName());
            }
            return null;
        }
        Network network = new AnnotationFrontEnd(type, reporter).network();
        if (network != null) {
            NameCheck.meetings(network.nodes()).forEach((tensor, text) -> reporter.error(method(type, tensor), text));
            Mistakes.errors(network).forEach((loss, text) -> {
                Place method = method(type, loss);
                boolean shortForm = method == type;
                reporter.error(shortForm ? declaration(type).place("loss") : method, text);
            });
            Streamed.problems(type, network).forEach((tensor, text) -> reporter.error(method(type, tensor), text));
            Mistakes.notes(network).forEach((tensor, text) -> reporter.note(method(type, tensor), text));
        }
        return reporter.failed() ? null : network;
    }

    private static AnnotationUse declaration(TypeDeclaration type) {
        return Objects.requireNonNull(type.annotation(NeuralNetwork.class.getSimpleName()));
    }

    /** Where a tensor is declared: its method, or the whole for those of the loss in its short form. */
    public static Place method(TypeDeclaration type, String tensor) {
        return type.methods().stream()
                .filter(method -> Declarations.tensorName(method).equals(tensor))
                .map(Place.class::cast)
                .findFirst()
                .orElse(type);
    }

    private @Nullable Network network() {
        if (!unknown) {
            checkReads();
        }
        // Inputs keep the order of the source, whoever reads them first.
        declared.values().stream()
                .filter(d -> d.layer() instanceof InputLayer)
                .forEach(d -> tensor(d, new ArrayList<>()));
        declared.values().forEach(d -> tensor(d, new ArrayList<>()));
        List<Declared> ends = ends();
        return reporter.failed() ? null : build(ends);
    }

    private void checkReads() {
        for (Declared d : declared.values()) {
            for (int i = 0; i < d.reads().size(); i++) {
                String read = d.reads().get(i);
                if (!names.contains(read)) {
                    unknown = true;
                    if (hasInput()) {
                        reporter.error(d.parameter(i), Message.UNKNOWN_TENSOR, read, Closest.suggestion(read, names));
                    } else {
                        reporter.error(d.parameter(i), Message.NO_INPUT, read);
                    }
                    failed.add(d.name());
                }
            }
        }
    }

    private boolean hasInput() {
        return declared.values().stream().anyMatch(d -> d.layer() instanceof InputLayer);
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
        Tensor tensor = inputs.size() < d.reads().size() || failed.contains(d.name()) ? null : make(d, inputs);
        if (tensor == null) {
            failed.add(d.name());
        } else {
            tensors.put(d.name(), tensor);
        }
        return tensor;
    }

    private @Nullable Tensor make(Declared d, List<Tensor> inputs) {
        try {
            return Tensor.of(d.layer(), inputs.toArray(new Tensor[0])).named(d.name());
        } catch (NetworkException e) {
            if (e.input() >= 0 && e.input() < d.reads().size()) {
                reporter.error(d.parameter(e.input()), text(e));
            } else {
                reporter.error(d.annotation().place(e.attribute()), text(e));
            }
            return null;
        }
    }

    /** The outputs and the losses; tensors that nobody reads, though they are neither, are mistakes. */
    private List<Declared> ends() {
        Set<String> read = new HashSet<>(readByOthers);
        declared.values().forEach(d -> read.addAll(d.reads()));
        List<Declared> losses = new ArrayList<>();
        List<Declared> marked = new ArrayList<>();
        List<Declared> unread = new ArrayList<>();
        List<Declared> mistakes = new ArrayList<>();
        for (Declared d : declared.values()) {
            if (d.isLoss()) {
                losses.add(d);
            } else if (d.isMarkedOutput()) {
                marked.add(d);
            } else if (!read.contains(d.name())) {
                (d.isTarget() ? mistakes : unread).add(d);
            }
        }
        boolean oneOutput = marked.isEmpty() && unread.size() == 1;
        if (!oneOutput) {
            mistakes.addAll(unread);
        }
        if (!unknown) {
            mistakes.forEach(d -> reporter.error(d.method(), Message.UNREAD, d.name()));
        }
        List<Declared> ends = new ArrayList<>(oneOutput ? unread : marked);
        if (ends.isEmpty() && unread.isEmpty() && !reporter.failed()) {
            ends.addAll(predictions(losses));
            if (ends.isEmpty()) {
                reporter.error(type, Message.NO_OUTPUT);
            }
        }
        checkTargets(ends);
        ends.addAll(losses);
        return ends;
    }

    /** Where losses read everything, the outputs are what they compare with targets. */
    private Set<Declared> predictions(List<Declared> losses) {
        Set<Declared> predictions = new LinkedHashSet<>();
        for (Declared loss : losses) {
            Declared read = Objects.requireNonNull(declared.get(loss.reads().get(0)));
            boolean compares = loss.reads().size() > 1;
            if (compares || readsTarget(read)) {
                withoutTarget(read, predictions);
            }
        }
        return predictions;
    }

    /** Adds the tensors nearest to {@code d} that depend on no target. */
    private void withoutTarget(Declared d, Set<Declared> found) {
        if (!readsTarget(d)) {
            found.add(d);
            return;
        }
        for (String read : d.reads()) {
            Declared input = Objects.requireNonNull(declared.get(read));
            if (!input.isTarget()) {
                withoutTarget(input, found);
            }
        }
    }

    private boolean readsTarget(Declared d) {
        return d.reads().stream()
                .map(declared::get)
                .anyMatch(read -> read != null && (read.isTarget() || readsTarget(read)));
    }

    /** Predictions are made without targets, so no output may depend on one. */
    private void checkTargets(List<Declared> outputs) {
        Set<String> seen = new HashSet<>();
        List<Declared> open = new ArrayList<>(outputs);
        for (int next = 0; next < open.size(); next++) {
            Declared d = open.get(next);
            for (int i = 0; i < d.reads().size(); i++) {
                Declared read = declared.get(d.reads().get(i));
                if (read != null && read.isTarget()) {
                    reporter.error(d.parameter(i), Message.TARGET_NOT_FOR_LOSS, read.name(), d.name());
                } else if (read != null && !read.isLoss() && seen.add(read.name())) {
                    open.add(read);
                }
            }
        }
    }

    private @Nullable Network build(List<Declared> ends) {
        List<Tensor> outputs = new ArrayList<>();
        List<Tensor> losses = new ArrayList<>();
        for (Declared end : ends) {
            (end.isLoss() ? losses : outputs).add(Objects.requireNonNull(tensors.get(end.name())));
        }
        AnnotationUse declaration = declaration(type);
        String attribute = null;
        try {
            Network network = Network.of(outputs.toArray(new Tensor[0])).losses(losses.toArray(new Tensor[0]));
            attribute = "loss";
            Loss loss = (Loss) declaration.attributes().get(attribute);
            Network whole = loss == null || loss == Loss.NONE ? network : network.loss(loss);
            attribute = "classes";
            List<?> classes = (List<?>) declaration.attributes().getOrDefault(attribute, List.of());
            return classes.isEmpty()
                    ? whole
                    : whole.classes(classes.stream().map(Object::toString).toArray(String[]::new));
        } catch (NetworkException e) {
            Declared at = e.tensor() == null ? null : declared.get(e.tensor());
            if (at == null) {
                reporter.error(declaration.place(attribute), text(e));
            } else {
                reporter.error(at.method(), text(e));
            }
            return null;
        }
    }

    private static String text(NetworkException e) {
        return Objects.requireNonNull(e.getMessage());
    }
}
