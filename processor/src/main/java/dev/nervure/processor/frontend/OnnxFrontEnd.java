package dev.nervure.processor.frontend;

import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.network.Message;
import dev.nervure.processor.declaration.AnnotationUse;
import dev.nervure.processor.declaration.TypeDeclaration;
import dev.nervure.processor.onnx.ModelReader;
import dev.nervure.processor.onnx.OnnxException;
import dev.nervure.processor.onnx.OnnxModel;
import dev.nervure.processor.onnx.translate.ImportOptions;
import dev.nervure.processor.onnx.translate.OnnxImport;
import dev.nervure.processor.onnx.translate.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.tools.FileObject;
import org.jspecify.annotations.Nullable;

/** Reads an interface that names an ONNX file. All that stands in the way is said at once, at the annotation. */
public final class OnnxFrontEnd {
    private static final String ONNX = "onnx";

    private final TypeDeclaration type;
    private final Resources resources;
    private final Reporter reporter;
    private final AnnotationUse annotation;
    private final Map<String, Object> declared;
    private final String name;

    private OnnxFrontEnd(TypeDeclaration type, Resources resources, Reporter reporter) {
        this.type = type;
        this.resources = resources;
        this.reporter = reporter;
        this.annotation = Objects.requireNonNull(type.annotation(NeuralNetwork.class.getSimpleName()));
        this.declared = annotation.attributes();
        this.name = String.valueOf(declared.get(ONNX));
    }

    /** Whether an annotated type names a file. */
    public static boolean isNamedBy(TypeDeclaration type) {
        AnnotationUse declared = type.annotation(NeuralNetwork.class.getSimpleName());
        return declared != null && !"".equals(declared.attributes().getOrDefault(ONNX, ""));
    }

    /** The network of the file and its weights; null if errors were reported. */
    public static @Nullable ReadNetwork read(TypeDeclaration type, Resources resources, Reporter reporter) {
        return new OnnxFrontEnd(type, resources, reporter).read();
    }

    private void error(String text) {
        reporter.error(annotation.place(ONNX), text);
    }

    private @Nullable ReadNetwork read() {
        if (!type.methods().isEmpty()) {
            error(type.simpleName() + " names an ONNX file, which declares all tensors; it has methods of its own");
            return null;
        }
        OnnxModel model = model();
        ImportOptions options = model == null ? null : options(model);
        if (model == null || options == null) {
            return null;
        }
        OnnxImport imported = OnnxImport.of(model, options);
        for (Problem problem : imported.problems()) {
            error(name + ": " + problem);
        }
        if (!imported.problems().isEmpty()) {
            return null;
        }
        Network network = imported.network();
        if (network == null) {
            error(name + ": all outputs are constants, so there is nothing to compute");
            return null;
        }
        try {
            Loss loss = (Loss) declared.getOrDefault("loss", Loss.NONE);
            Network lossy = loss == Loss.NONE ? network : network.loss(loss);
            List<String> classes = strings("classes");
            Network whole = classes.isEmpty() ? lossy : lossy.classes(classes.toArray(new String[0]));
            Streamed.problems(type, whole).values().forEach(text -> error(name + ": " + text));
            return reporter.failed() ? null : ReadNetwork.ofFile(whole, imported.weights());
        } catch (NetworkException e) {
            error(name + ": " + e.getMessage());
            return null;
        }
    }

    private @Nullable OnnxModel model() {
        FileObject file = file();
        if (file == null) {
            error(Message.ONNX_NOT_FOUND.format(name));
            return null;
        }
        try (InputStream in = file.openInputStream()) {
            URI place = file.toUri();
            Path folder = "file".equals(place.getScheme()) ? Path.of(place).getParent() : null;
            return ModelReader.read(in.readAllBytes(), folder);
        } catch (OnnxException | IOException e) {
            error(Message.ONNX_UNREADABLE.format(name, String.valueOf(e.getMessage())));
            return null;
        }
    }

    private @Nullable FileObject file() {
        String path = name.replaceFirst("^/", "");
        String folder = type.packageName().replace('.', '/');
        FileObject file = resources.find(path);
        return file == null && !folder.isEmpty() ? resources.find(folder + "/" + path) : file;
    }

    private @Nullable ImportOptions options(OnnxModel model) {
        OnnxChoices choices = new OnnxChoices(name, model);
        for (AnnotationUse axis : complete("Axis")) {
            choices.axis(
                    value(axis, "input", String.class),
                    value(axis, "axis", Integer.class),
                    value(axis, "name", String.class),
                    value(axis, "max", Integer.class));
        }
        for (AnnotationUse fixed : complete("Fixed")) {
            List<?> numbers = value(fixed, "value", List.class);
            choices.fixed(
                    value(fixed, "input", String.class),
                    numbers.stream().mapToDouble(number -> (Double) number).toArray());
        }
        choices.outputs(strings("outputs"));
        choices.problems().forEach(this::error);
        return reporter.failed() ? null : choices.options();
    }

    /** The annotations of a name; what they say may still be missing. */
    private List<AnnotationUse> complete(String annotationName) {
        List<AnnotationUse> all = type.annotations(annotationName);
        if (!all.stream().allMatch(AnnotationUse::isComplete)) {
            reporter.waitForOthers();
            return List.of();
        }
        return all;
    }

    private static <T> T value(AnnotationUse use, String attribute, Class<T> as) {
        return as.cast(Objects.requireNonNull(use.attributes().get(attribute)));
    }

    private List<String> strings(String attribute) {
        List<?> values = (List<?>) declared.getOrDefault(attribute, List.of());
        return values.stream().map(Object::toString).toList();
    }
}
