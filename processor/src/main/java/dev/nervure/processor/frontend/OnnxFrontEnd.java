package dev.nervure.processor.frontend;

import dev.nervure.dsl.Axis;
import dev.nervure.dsl.Fixed;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.ModelReader;
import dev.nervure.processor.onnx.OnnxException;
import dev.nervure.processor.onnx.OnnxModel;
import dev.nervure.processor.onnx.ValueInfo;
import dev.nervure.processor.onnx.translate.ImportOptions;
import dev.nervure.processor.onnx.translate.ImportOptions.AxisOf;
import dev.nervure.processor.onnx.translate.ImportOptions.AxisSize;
import dev.nervure.processor.onnx.translate.OnnxImport;
import dev.nervure.processor.onnx.translate.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.FileObject;
import javax.tools.JavaFileManager.Location;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** Reads an interface that names an ONNX file. All that stands in the way is said at once, at the annotation. */
public final class OnnxFrontEnd {
    /** Where resources are while javac runs: those of the module, which builds copy first, then those of dependencies. */
    private static final List<Location> PLACES =
            List.of(StandardLocation.CLASS_OUTPUT, StandardLocation.SOURCE_PATH, StandardLocation.CLASS_PATH);

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
            Network whole = declared.loss() == Loss.NONE ? network : network.loss(declared.loss());
            Streamed.problems(type, whole).values().forEach(text -> error(declared.onnx() + ": " + text));
            return reporter.failed() ? null : new ReadNetwork(whole, imported.weights());
        } catch (NetworkException e) {
            error(declared.onnx() + ": " + e.getMessage());
            return null;
        }
    }

    private @Nullable OnnxModel model() {
        FileObject file = file();
        if (file == null) {
            error("the resource " + declared.onnx() + " is neither among those of the module nor on the class path");
            return null;
        }
        try (InputStream in = file.openInputStream()) {
            URI place = file.toUri();
            Path folder = "file".equals(place.getScheme()) ? Path.of(place).getParent() : null;
            return ModelReader.read(in.readAllBytes(), folder);
        } catch (OnnxException | IOException e) {
            error(declared.onnx() + " cannot be read: " + e.getMessage());
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
        for (Location place : PLACES) {
            for (String name : List.of(path, folder.isEmpty() ? path : folder + "/" + path)) {
                try {
                    FileObject file = environment.getFiler().getResource(place, "", name);
                    file.openInputStream().close();
                    return file;
                } catch (IOException | IllegalArgumentException | UnsupportedOperationException notThere) {
                    // the next place
                }
            }
        }
        return null;
    }

    private @Nullable ImportOptions options(OnnxModel model) {
        Map<AxisOf, AxisSize> axes = new HashMap<>();
        Map<String, Literal> fixed = new HashMap<>();
        for (Axis axis : type.getAnnotationsByType(Axis.class)) {
            ValueInfo input = input(model, axis.input(), "@Axis");
            if (input != null && axis.max() < 1) {
                error("@Axis(input = \"" + axis.input() + "\"): max must be at least 1, got " + axis.max());
            } else if (input != null) {
                axes.put(new AxisOf(axis.input(), axis.axis()), new AxisSize(axis.name(), axis.max()));
            }
        }
        for (Fixed value : type.getAnnotationsByType(Fixed.class)) {
            ValueInfo input = input(model, value.input(), "@Fixed");
            if (input != null) {
                fix(input, value.value(), fixed);
            }
        }
        for (String output : declared.outputs()) {
            List<String> names =
                    model.graph().outputs().stream().map(ValueInfo::name).toList();
            if (!names.contains(output)) {
                error(declared.onnx() + " has no output '" + output + "'" + Closest.suggestion(output, names));
            }
        }
        return reporter.failed() ? null : new ImportOptions(fixed, axes, List.of(declared.outputs()));
    }

    private @Nullable ValueInfo input(OnnxModel model, String name, String annotation) {
        for (ValueInfo input : model.graph().inputs()) {
            if (input.name().equals(name)) {
                return input;
            }
        }
        List<String> names =
                model.graph().inputs().stream().map(ValueInfo::name).toList();
        error(annotation + ": " + declared.onnx() + " has no input '" + name + "'" + Closest.suggestion(name, names));
        return null;
    }

    private void fix(ValueInfo input, double[] given, Map<String, Literal> fixed) {
        DataType dataType = input.type() == null ? DataType.FLOAT : input.type();
        List<ValueInfo.Dimension> dims = input.dims() == null ? List.of() : input.dims();
        boolean open = dims.stream().anyMatch(dim -> dim.size() < 0);
        List<Integer> shape = open
                ? List.of(given.length)
                : dims.stream().map(dim -> Math.toIntExact(dim.size())).toList();
        int size = Literal.size(shape);
        if (given.length != 1 && given.length != size) {
            error("@Fixed(input = \"" + input.name() + "\") gives " + given.length + " numbers; the input has " + size);
            return;
        }
        double[] all = new double[size];
        Arrays.setAll(all, i -> given[given.length == 1 ? 0 : i]);
        if (dataType.floats()) {
            float[] floats = new float[size];
            for (int i = 0; i < size; i++) {
                floats[i] = (float) all[i];
            }
            fixed.put(input.name(), Literal.of(dataType, shape, floats));
        } else {
            fixed.put(
                    input.name(),
                    Literal.of(
                            dataType,
                            shape,
                            Arrays.stream(all).mapToLong(v -> (long) v).toArray()));
        }
    }
}
