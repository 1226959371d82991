package dev.nervure.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.nervure.processor.onnx.export.Skeleton;
import dev.nervure.processor.op.Floats;
import java.io.InputStream;
import java.util.List;

/** What a model tells the runtime about itself as an ONNX file. */
final class OnnxEmitter {
    private OnnxEmitter() {}

    static void add(Declaration declaration, Skeleton onnx, TypeSpec.Builder type) {
        if (onnx.obstacle() != null) {
            type.addMethod(Methods.hook("onnxGraph", TypeName.get(InputStream.class))
                    .addStatement("throw new $T($S)", UnsupportedOperationException.class, onnx.obstacle())
                    .build());
            return;
        }
        // The class itself asks for its resource: in a named module nobody else may.
        type.addMethod(Methods.hook("onnxGraph", TypeName.get(InputStream.class))
                .addStatement("return $T.class.getResourceAsStream($S)", declaration.model(), declaration.onnxGraph())
                .build());
        if (!onnx.tables().isEmpty()) {
            MethodSpec.Builder tables =
                    Methods.hook("onnxTables", TypeName.VOID).addParameter(Types.ONNX_WRITER, "onnx");
            onnx.tables()
                    .forEach(table -> tables.addStatement(
                            "onnx.floats($S, new int[] {$L, $L}, () -> $L)",
                            table.name(),
                            table.steps(),
                            table.size(),
                            values(table)));
            type.addMethod(tables.build());
        }
        if (!onnx.trainingOnly().isEmpty()) {
            CodeBlock names = onnx.trainingOnly().stream()
                    .map(name -> CodeBlock.of("$S", name))
                    .collect(CodeBlock.joining(", "));
            type.addMethod(Methods.hook(
                            "trainingOnly",
                            ParameterizedTypeName.get(ClassName.get(List.class), ClassName.get(String.class)))
                    .addStatement("return $T.of($L)", List.class, names)
                    .build());
        }
    }

    private static CodeBlock values(Skeleton.Table table) {
        return table.base() == 0
                ? CodeBlock.of("$T.sinusoidal($L, $L)", Types.POSITIONS, table.steps(), table.size())
                : CodeBlock.of(
                        "$T.rotary($L, $L, $L)",
                        Types.POSITIONS,
                        table.steps(),
                        table.size(),
                        Floats.literal(table.base()));
    }
}
