package dev.nervure.processor.emit;

import com.palantir.javapoet.ParameterSpec;
import java.util.ArrayList;
import java.util.List;

/** The parameters of a pass: what holds weights, activations and, of a backward pass, gradients. */
final class PassParameters {
    private PassParameters() {}

    static List<ParameterSpec> of(Declaration declaration, boolean backward) {
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(ParameterSpec.builder(declaration.weights(), "w").build());
        parameters.add(ParameterSpec.builder(declaration.activations(), "a").build());
        if (backward) {
            parameters.add(ParameterSpec.builder(declaration.gradients(), "g").build());
        }
        return parameters;
    }
}
