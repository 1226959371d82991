package dev.nervure.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import javax.lang.model.element.Modifier;

/** What makes a model, from a seed or a file, and what makes the arrays of its passes. */
final class ModelFactories {
    private ModelFactories() {}

    static void add(Declaration declaration, TypeSpec.Builder type) {
        models(declaration, type);
        arrays(declaration, type);
        if (declaration.streams()) {
            type.addMethod(Methods.override("newStream", declaration.stream())
                    .addStatement("return new $T(w)", declaration.stream())
                    .build());
            type.addMethod(MethodSpec.methodBuilder("newStreams")
                    .addJavadoc(
                            "Several sequences, up to {@code capacity}, of which each step takes a place: by one product for all.")
                    .addModifiers(Modifier.PUBLIC)
                    .addParameter(int.class, "capacity")
                    .returns(declaration.severalStreams())
                    .addStatement("return new $T(w, capacity)", declaration.severalStreams())
                    .build());
        }
    }

    private static void models(Declaration declaration, TypeSpec.Builder type) {
        ClassName model = declaration.model();
        MethodSpec.Builder create = MethodSpec.methodBuilder("create")
                .addJavadoc("A model with first weights from a seed; the same seed gives the same weights everywhere.")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(long.class, "seed")
                .returns(model)
                .addStatement("$1T model = new $1T(new $2T())", model, declaration.weights())
                .addStatement("model.initialize(seed)");
        if (declaration.numbers() == Declaration.Numbers.FIRST) {
            create.addJavadoc(" Parameters that $L holds begin with its numbers.", declaration.resource())
                    .addStatement(
                            "model.restoreFirst($T.class.getResourceAsStream($S), $S)",
                            model,
                            declaration.resource(),
                            declaration.resource());
        }
        type.addMethod(create.addStatement("return model").build());
        if (declaration.numbers() == Declaration.Numbers.BESIDE) {
            type.addMethod(MethodSpec.methodBuilder("load")
                    .addJavadoc(
                            "A model with the weights of the file that it was made of; $L holds them.",
                            declaration.resource())
                    .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                    .returns(declaration.model())
                    .addStatement("$1T model = new $1T(new $2T())", declaration.model(), declaration.weights())
                    .addStatement(
                            "model.restoreResource($T.class.getResourceAsStream($S), $S)",
                            declaration.model(),
                            declaration.resource(),
                            declaration.resource())
                    .addStatement("return model")
                    .build());
        }
        load(declaration, type, Path.class, "file", "a safetensors file");
        load(declaration, type, InputStream.class, "in", "a safetensors file in a stream, which stays open");
        load(declaration, type, ByteBuffer.class, "bytes", "the safetensors file that remains of a buffer");
        type.addMethod(Methods.override("copy", model)
                .addStatement("$1T copy = new $1T(new $2T())", model, declaration.weights())
                .addStatement("copy.copyWeights(this)")
                .addStatement("return copy")
                .build());
        type.addMethod(Methods.override("withPrecision", model)
                .addParameter(Types.PRECISION, "precision")
                .addParameter(String[].class, "names")
                .varargs()
                .addStatement("return ($T) super.withPrecision(precision, names)", model)
                .build());
        type.addMethod(Methods.override("withPrecision", model)
                .addParameter(Types.PRECISION_OPTIONS, "options")
                .addStatement("return ($T) super.withPrecision(options)", model)
                .build());
    }

    private static void load(
            Declaration declaration, TypeSpec.Builder type, Class<?> source, String name, String what) {
        ClassName model = declaration.model();
        type.addMethod(MethodSpec.methodBuilder("load")
                .addJavadoc("A model with the weights of $L.", what)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(source, name)
                .returns(model)
                .addStatement("$1T model = new $1T(new $2T())", model, declaration.weights())
                .addStatement("model.restore($L)", name)
                .addStatement("return model")
                .build());
        type.addMethod(MethodSpec.methodBuilder("load")
                .addJavadoc(
                        "The same with options; parameters that are not in the file are those of {@code create(0)}.")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(source, name)
                .addParameter(Types.LOAD, "load")
                .returns(model)
                .addStatement("$T model = create(0)", model)
                .addStatement("model.restore($L, load)", name)
                .addStatement("return model")
                .build());
    }

    private static void arrays(Declaration declaration, TypeSpec.Builder type) {
        ClassName activations = declaration.activations();
        ClassName gradients = declaration.gradients();
        for (String[] pair : new String[][] {
            {"newActivations", "EVERYTHING"},
            {"newTrainingActivations", "TRAINING"},
            {"newInferenceActivations", "INFERENCE"}
        }) {
            type.addMethod(Methods.override(pair[0], activations)
                    .addParameter(int.class, "capacity")
                    .addStatement("return new $T($T.$L, capacity)", activations, Types.KEEP, pair[1])
                    .build());
        }
        for (String[] pair : new String[][] {{"newGradients", "EVERYTHING"}, {"newTrainingGradients", "TRAINING"}}) {
            type.addMethod(Methods.override(pair[0], gradients)
                    .addParameter(int.class, "capacity")
                    .addStatement("return new $T(w, $T.$L, capacity)", gradients, Types.KEEP, pair[1])
                    .build());
        }
    }
}
