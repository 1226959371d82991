package dev.nervure.processor.frontend;

import dev.nervure.dsl.Axis;
import dev.nervure.dsl.Fixed;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.network.Message;
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
import java.util.Objects;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.FileObject;
import org.jspecify.annotations.Nullable;

/** Reads an interface that names an ONNX file. All that stands in the way is said at once, at the annotation. */
public final class OnnxFrontEnd {
    private final ProcessingEnvironment environment;
    private final TypeElement type;
    private final Reporter reporter;
    private final NeuralNetwork declared;

    private OnnxFrontEnd(ProcessingEnvironment environment, TypeElement type, Reporter reporter) {
        this.environment = environment;
        this.type = type;
        this.reporter = reporter;
        this.declared = Objects.requireNonNull(type.getAnnotation(NeuralNetwork.class));
    }

    /** Whether an annotated type names a file. */
    public static boolean isNamedBy(TypeElement type) {
        NeuralNetwork declared = type.getAnnotation(NeuralNetwork.class);
        return declared != null && !declared.onnx().isEmpty();
    }

    /** The network of the file and its weights; null if errors were reported. */
    public static @Nullable ReadNetwork read(ProcessingEnvironment environment, TypeElement type, Reporter reporter) {
        return new OnnxFrontEnd(environment, type, reporter).read();
    }

    private void error(String text) {
        reporter.error(
                type, Objects.requireNonNull(Mirrors.find(type, NeuralNetwork.class.getSimpleName())), "onnx", text);
    }

    private @Nullable ReadNetwork read() {
        if (!ElementFilter.methodsIn(type.getEnclosedElements()).isEmpty()) {
            error(type.getSimpleName() + " names an ONNX file, which declares all tensors; it has methods of its own");
            return null;
        }
        OnnxModel model = model();
        ImportOptions options = model == null ? null : options(model);
        if (model == null || options == null) {
            return null;
        }
        OnnxImport imported = OnnxImport.of(model, options);
        for (Problem problem : imported.problems()) {
            error(declared.onnx() + ": " + problem);
        }
        if (!imported.problems().isEmpty()) {
            return null;
        }
        Network network = imported.network();
        if (network == null) {
            error(declared.onnx() + ": all outputs are constants, so there is nothing to compute");
            return null;
        }
        try {
            Network lossy = declared.loss() == Loss.NONE ? network : network.loss(declared.loss());
            String[] classes = declared.classes();
            Network whole = classes.length == 0 ? lossy : lossy.classes(classes);
            Streamed.problems(type, whole).values().forEach(text -> error(declared.onnx() + ": " + text));
            return reporter.failed() ? null : ReadNetwork.ofFile(whole, imported.weights());
        } catch (NetworkException e) {
            error(declared.onnx() + ": " + e.getMessage());
            return null;
        }
    }

    private @Nullable OnnxModel model() {
        FileObject file = file();
        if (file == null) {
            error(Message.ONNX_NOT_FOUND.format(declared.onnx()));
            return null;
        }
        try (InputStream in = file.openInputStream()) {
            URI place = file.toUri();
            Path folder = "file".equals(place.getScheme()) ? Path.of(place).getParent() : null;
            return ModelReader.read(in.readAllBytes(), folder);
        } catch (OnnxException | IOException e) {
            error(Message.ONNX_UNREADABLE.format(declared.onnx(), String.valueOf(e.getMessage())));
            return null;
        }
    }

    private @Nullable FileObject file() {
        String path = declared.onnx().replaceFirst("^/", "");
        String folder = environment
                .getElementUtils()
                .getPackageOf(type)
                .getQualifiedName()
                .toString()
                .replace('.', '/');
        FileObject file = Resources.find(environment.getFiler(), path);
        return file == null && !folder.isEmpty() ? Resources.find(environment.getFiler(), folder + "/" + path) : file;
    }

    private @Nullable ImportOptions options(OnnxModel model) {
        OnnxChoices choices = new OnnxChoices(declared.onnx(), model);
        for (Axis axis : type.getAnnotationsByType(Axis.class)) {
            choices.axis(axis.input(), axis.axis(), axis.name(), axis.max());
        }
        for (Fixed value : type.getAnnotationsByType(Fixed.class)) {
            choices.fixed(value.input(), value.value());
        }
        choices.outputs(List.of(declared.outputs()));
        choices.problems().forEach(this::error);
        return reporter.failed() ? null : choices.options();
    }
}
