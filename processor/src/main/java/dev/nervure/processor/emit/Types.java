package dev.nervure.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.processor.graph.Layout;
import dev.nervure.processor.graph.Value;

/** The types of the runtime that generated classes name. */
final class Types {
    private static final String RUNTIME = "dev.nervure.runtime";
    private static final String FOR_GENERATED = RUNTIME + ".generated";

    static final ClassName CLASSES = ClassName.get(FOR_GENERATED, "Classes");
    static final ClassName COMPILED_WEIGHTS = ClassName.get(FOR_GENERATED, "CompiledWeights");
    static final ClassName COMPILED_ACTIVATIONS = ClassName.get(FOR_GENERATED, "CompiledActivations");
    static final ClassName COMPILED_GRADIENTS = ClassName.get(FOR_GENERATED, "CompiledGradients");
    static final ClassName COMPILED_MODEL = ClassName.get(FOR_GENERATED, "CompiledModel");
    static final ClassName COMPILED_STREAM = ClassName.get(FOR_GENERATED, "CompiledStream");
    static final ClassName COMPILED_STREAMS = ClassName.get(FOR_GENERATED, "CompiledStreams");
    static final ClassName STREAM_VALUES = ClassName.get(FOR_GENERATED, "StreamValues");
    static final ClassName GENERATED = ClassName.get(RUNTIME, "Generated");
    static final ClassName INITIAL = ClassName.get(FOR_GENERATED, "Initial");
    static final ClassName LAYERS = ClassName.get(FOR_GENERATED, "Layers");
    static final ClassName LOSS_INFO = ClassName.get(FOR_GENERATED, "LossInfo");
    static final ClassName LEVEL = ClassName.get(FOR_GENERATED, "Level");
    static final ClassName LOAD = ClassName.get(RUNTIME, "Load");
    static final ClassName PRECISION = ClassName.get(RUNTIME, "Precision");
    static final ClassName PRECISION_OPTIONS = ClassName.get(RUNTIME, "PrecisionOptions");
    static final ClassName ONNX_WRITER = ClassName.get(RUNTIME, "OnnxWriter");
    static final ClassName POSITIONS = ClassName.get(RUNTIME + ".kernel.attention", "Positions");
    static final ClassName KEEP = ClassName.get(FOR_GENERATED, "Keep");
    static final ClassName TENSOR_INFO = ClassName.get(RUNTIME, "TensorInfo");
    static final ClassName STORAGE = ClassName.get(RUNTIME + ".kernel", "Storage");
    static final ClassName MATRIX = ClassName.get(RUNTIME + ".kernel.matrix", "Matrix");

    static final TypeName FLOATS = ArrayTypeName.of(TypeName.FLOAT);
    static final TypeName FLOAT_ROWS = ArrayTypeName.of(FLOATS);
    static final TypeName INTS = ArrayTypeName.of(TypeName.INT);
    static final TypeName DOUBLES = ArrayTypeName.of(TypeName.DOUBLE);

    private Types() {}

    /** The type of the field that holds a value. */
    static TypeName of(Value value) {
        return switch (value.element()) {
            case FLOAT -> FLOATS;
            case INT -> INTS;
            case DOUBLE -> DOUBLES;
        };
    }

    /** The type of the field that holds a parameter or its gradient. */
    static TypeName of(Layout layout) {
        return switch (layout) {
            case FLAT -> FLOATS;
            case INPUT_MAJOR -> FLOAT_ROWS;
            case MATRIX, TABLE -> MATRIX;
        };
    }

    /** A generated class, marked as such. */
    static TypeSpec.Builder generatedClass(Declaration declaration, ClassName name) {
        return TypeSpec.classBuilder(name)
                .addAnnotation(AnnotationSpec.builder(GENERATED)
                        .addMember("value", "$S", declaration.name().replace('_', '.'))
                        .build())
                .addModifiers(declaration.modifiers().toArray(new javax.lang.model.element.Modifier[0]));
    }
}
