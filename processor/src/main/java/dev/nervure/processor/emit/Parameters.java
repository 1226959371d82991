package dev.nervure.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import dev.nervure.dsl.network.InitialValues;
import dev.nervure.processor.graph.Layout;
import dev.nervure.processor.graph.Value;
import dev.nervure.processor.op.Floats;
import dev.nervure.processor.plan.Plan;
import javax.lang.model.element.Modifier;

/** The fields of parameters, in weights and in gradients. */
final class Parameters {
    private Parameters() {}

    static FieldSpec field(Plan plan, Value parameter) {
        Layout layout = plan.layout(parameter);
        int size = parameter.shape().size();
        int out = parameter.shape().rank() > 0 ? parameter.shape().axis(0).max() : 1;
        int in = size / out;
        CodeBlock fresh =
                switch (layout) {
                    case FLAT -> CodeBlock.of("new float[$L]", size);
                    case INPUT_MAJOR -> CodeBlock.of("new float[$L][$L]", in, out);
                    case MATRIX -> CodeBlock.of("$T.of($L, $L)", Types.MATRIX, out, in);
                    case TABLE -> CodeBlock.of("$T.table($L, $L)", Types.MATRIX, out, in);
                };
        return FieldSpec.builder(Types.of(layout), parameter.name(), Modifier.FINAL)
                .initializer(fresh)
                .build();
    }

    static CodeBlock storage(Plan plan, Value parameter) {
        return switch (plan.layout(parameter)) {
            case FLAT -> CodeBlock.of("$T.flat($L)", Types.STORAGE, parameter.name());
            case INPUT_MAJOR -> CodeBlock.of("$T.inputMajor($L)", Types.STORAGE, parameter.name());
            case MATRIX, TABLE -> CodeBlock.of("$L", parameter.name());
        };
    }

    static CodeBlock initial(InitialValues initial) {
        String kind =
                switch (initial.kind()) {
                    case UNIFORM -> "uniform";
                    case NORMAL -> "normal";
                    case CONSTANT -> "constant";
                };
        CodeBlock values = CodeBlock.of("$T.$L($L)", Types.INITIAL, kind, Floats.literal(initial.scale()));
        return initial.zeroRow() < 0 ? values : CodeBlock.of("$L.withZeroRow($L)", values, initial.zeroRow());
    }
}
