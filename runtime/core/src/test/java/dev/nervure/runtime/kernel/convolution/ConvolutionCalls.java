package dev.nervure.runtime.kernel.convolution;

import dev.nervure.runtime.kernel.function.Epilogue;
import dev.nervure.runtime.kernel.matrix.Matrix;
import java.util.LinkedHashMap;
import java.util.Map;

/** A convolution of each kind, forward and backward, with weights that change and weights that stay. */
public final class ConvolutionCalls {
    private ConvolutionCalls() {}

    /** Calls that work on arrays of their own. */
    public static Map<String, Runnable> all() {
        Map<String, ConvolutionShape> shapes = new LinkedHashMap<>();
        shapes.put("convolution", ConvolutionShape.of(3, 9, 9, 5, 3, 3).padding(1, 1, 1, 1));
        shapes.put("convolution in pairs of rows", ConvolutionShape.of(12, 8, 8, 5, 3, 3));
        shapes.put(
                "convolution with a stride",
                ConvolutionShape.of(4, 9, 9, 5, 3, 3).stride(2, 2));
        shapes.put(
                "depthwise",
                ConvolutionShape.of(9, 11, 5, 9, 3, 3).padding(1, 1, 1, 1).groups(9));
        shapes.put(
                "depthwise with a stride",
                ConvolutionShape.of(5, 9, 40, 5, 3, 3).stride(2, 2).groups(5));
        shapes.put(
                "depthwise of many channels",
                ConvolutionShape.of(20, 7, 6, 20, 3, 3).padding(1, 1, 1, 1).groups(20));
        shapes.put(
                "depthwise of many channels with a stride",
                ConvolutionShape.of(20, 7, 6, 20, 5, 5).stride(2, 2).groups(20));
        shapes.put("pointwise, many places", ConvolutionShape.of(9, 8, 9, 20, 1, 1));
        shapes.put("pointwise, few places", ConvolutionShape.of(20, 3, 3, 33, 1, 1));
        shapes.put(
                "pointwise with a stride",
                ConvolutionShape.of(8, 7, 8, 20, 1, 1).stride(2, 2));
        Map<String, Runnable> calls = new LinkedHashMap<>();
        shapes.forEach((name, s) -> {
            Convolution convolution = Convolution.of(s);
            ConvolutionScratch scratch = convolution.newScratch();
            Matrix weights = convolution.newWeights();
            Matrix gradient = convolution.newWeights();
            float[] x = new float[s.channels() * s.height() * s.width()];
            float[] y = new float[s.outputs() * s.outputHeight() * s.outputWidth()];
            calls.put(name, () -> {
                weights.changed();
                convolution.forward(weights, x, 0, 1, null, Epilogue.RELU, y, 0, scratch);
                convolution.forward(weights, x, 0, 1, null, Epilogue.RELU, y, 0, scratch);
            });
            for (ChannelOrder order : ChannelOrder.values()) {
                calls.put(name + ", " + order, () -> {
                    weights.changed();
                    convolution.forward(weights, x, 0, 1, null, Epilogue.RELU, y, 0, scratch, order);
                });
            }
            calls.put("gradient of the input of " + name, () -> {
                weights.changed();
                convolution.inputGradient(weights, y, 0, 1, x, 0, false, scratch);
            });
            calls.put(
                    "gradient of the weights of " + name,
                    () -> convolution.weightGradient(gradient, y, 0, 1, x, 0, false, scratch));
        });
        return calls;
    }
}
