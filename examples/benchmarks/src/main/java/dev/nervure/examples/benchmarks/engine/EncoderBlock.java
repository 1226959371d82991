package dev.nervure.examples.benchmarks.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer of an encoder as {@code nn.TransformerEncoderLayer} computes it, with GELU and without dropout; its
 * parameters stand in PyTorch's order.
 */
final class EncoderBlock extends AbstractBlock {
    private static final float EPS = 1e-5f;

    private final int width;
    private final int heads;
    private final Parameter inWeight;
    private final Parameter inBias;
    private final Parameter outWeight;
    private final Parameter outBias;
    private final Parameter weight1;
    private final Parameter bias1;
    private final Parameter weight2;
    private final Parameter bias2;
    private final Parameter norm1Weight;
    private final Parameter norm1Bias;
    private final Parameter norm2Weight;
    private final Parameter norm2Bias;

    EncoderBlock(int width, int heads, int hidden) {
        this.width = width;
        this.heads = heads;
        this.inWeight = weight("in_proj_weight", 3 * width, width);
        this.inBias = bias("in_proj_bias", 3 * width);
        this.outWeight = weight("out_proj.weight", width, width);
        this.outBias = bias("out_proj.bias", width);
        this.weight1 = weight("linear1.weight", hidden, width);
        this.bias1 = bias("linear1.bias", hidden);
        this.weight2 = weight("linear2.weight", width, hidden);
        this.bias2 = bias("linear2.bias", width);
        this.norm1Weight = add("norm1.weight", Parameter.Type.GAMMA, width);
        this.norm1Bias = add("norm1.bias", Parameter.Type.BETA, width);
        this.norm2Weight = add("norm2.weight", Parameter.Type.GAMMA, width);
        this.norm2Bias = add("norm2.bias", Parameter.Type.BETA, width);
    }

    private Parameter weight(String name, long out, long in) {
        return add(name, Parameter.Type.WEIGHT, out, in);
    }

    private Parameter bias(String name, long size) {
        return add(name, Parameter.Type.BIAS, size);
    }

    private Parameter add(String name, Parameter.Type type, long... shape) {
        return addParameter(Parameter.builder()
                .setName(name)
                .setType(type)
                .optShape(new Shape(shape))
                .build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray x = inputs.singletonOrThrow();
        Reader read = parameter -> store.getValue(parameter, x.getDevice(), training);
        NDArray qkv = linear(x, inWeight, inBias, read);
        List<NDArray> parts = new ArrayList<>();
        for (NDArray part : qkv.split(3, 2)) {
            parts.add(part.reshape(-1, x.getShape().get(1), heads, width / heads)
                    .transpose(0, 2, 1, 3));
        }
        NDArray scores = parts.get(0)
                .matMul(parts.get(1).transpose(0, 1, 3, 2))
                .mul((float) (1 / Math.sqrt((double) width / heads)));
        NDArray mixed = scores.softmax(-1).matMul(parts.get(2)).transpose(0, 2, 1, 3).reshape(x.getShape());
        NDArray middle = norm(x.add(linear(mixed, outWeight, outBias, read)), norm1Weight, norm1Bias, read);
        NDArray hidden = Activation.gelu(linear(middle, weight1, bias1, read));
        NDArray result = norm(middle.add(linear(hidden, weight2, bias2, read)), norm2Weight, norm2Bias, read);
        return new NDList(result);
    }

    private static NDArray linear(NDArray x, Parameter weight, Parameter bias, Reader read) {
        return Linear.linear(x, read.value(weight), read.value(bias)).singletonOrThrow();
    }

    private NDArray norm(NDArray x, Parameter weight, Parameter bias, Reader read) {
        return LayerNorm.layerNorm(x, new Shape(width), read.value(weight), read.value(bias), EPS)
                .singletonOrThrow();
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }

    /** Finds the values of a parameter. */
    private interface Reader {
        NDArray value(Parameter parameter);
    }
}
