package dev.nervure.processor.op;

import dev.nervure.processor.graph.Code;
import dev.nervure.processor.graph.Op;
import dev.nervure.processor.graph.Step;
import dev.nervure.processor.graph.Value;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All gradients of a convolution whose maxima are taken together with it, from the gradient of those, sample by sample.
 *
 * @param convolution the step of forward
 * @param function what is computed together with it; null if nothing is
 * @param pooling what takes the maxima
 * @param parts the steps of backward that this is instead of
 * @param weight of these, what gives the gradient of the weights
 * @param bias that of the bias; null if it is not wanted
 * @param image that of the convolution's input; null if it is not wanted
 */
public record PooledGradients(
        Step convolution,
        @Nullable Step function,
        Step pooling,
        List<Step> parts,
        Step weight,
        @Nullable Step bias,
        @Nullable Step image)
        implements Op {
    public PooledGradients {
        parts = List.copyOf(parts);
    }

    @Override
    public String formula(Step step) {
        return parts.stream().map(part -> part.op().formula(part)).collect(Collectors.joining("\n"));
    }

    @Override
    public void emit(Step step, Code code) {
        Convolve convolve = (Convolve) convolution.op();
        String name = step.layer();
        Value y = function == null ? convolution.output() : function.output();
        code.add(
                "$L.maxPoolGradients($L, $L, $L, $L, $L, $T.$L, $L, $L, $L, $L, $L, $L)",
                code.constant(name, KernelTypes.CONVOLUTION, convolve.shape(convolution)),
                code.array(convolution.input(1)),
                code.array(step.input(0)),
                code.array(y),
                code.array(pooling.output()),
                Code.samples(convolution.input(0).shape()),
                KernelTypes.EPILOGUE,
                function == null ? "NONE" : Epilogues.name(function),
                code.array(convolution.input(0)),
                code.array(weight.output()),
                code.arrayOrNull(bias == null ? null : bias.output()),
                code.arrayOrNull(image == null ? null : image.output()),
                Boolean.toString(image != null && image.add()),
                code.scratch(name + "Scratch", KernelTypes.CONVOLUTION_SCRATCH));
    }
}
