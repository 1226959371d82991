package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.BatchNormLayer;
import dev.nervure.dsl.layer.GroupNormLayer;
import dev.nervure.dsl.layer.InstanceNormLayer;
import dev.nervure.dsl.layer.LayerNormLayer;
import dev.nervure.dsl.layer.RmsNormLayer;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Aligned;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Known;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Reshapes;
import dev.nervure.processor.onnx.translate.Size;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Normalisation over the batch, channels, groups or features. */
final class Normalisation {
    private Normalisation() {}

    static Map<String, Operator> operators() {
        return Map.of(
                "BatchNormalization", Normalisation::batchNorm,
                "LayerNormalization", Normalisation::layerNorm,
                "RMSNormalization", Normalisation::rmsNorm,
                "InstanceNormalization", Normalisation::instanceNorm,
                "GroupNormalization", Normalisation::groupNorm,
                "LpNormalization", Normalisation::lpNorm);
    }

    private static List<Value> batchNorm(Call call) {
        boolean training = call.flag("training_mode");
        if (call.opset() < 9 && call.integer("spatial", 1) == 0) {
            throw new Unsupported("statistics of each place (spatial = 0) are not kept");
        }
        Literal weight = call.known(1, "the scale");
        Map<String, Literal> parameters = Map.of(
                "weight", weight,
                "bias", call.known(2, "the bias"),
                "running_mean", call.known(3, "the mean"),
                "running_var", call.known(4, "the variance"));
        if (training && !call.flow(0).axes().batched()) {
            return ofThisBatch(call);
        }
        if (training && (call.wants(1) || call.wants(2))) {
            throw new Unsupported("the statistics of the batch are outputs");
        }
        Map<String, Object> attributes =
                Map.of("eps", call.number("epsilon", 1e-5f), "momentum", 1 - call.number("momentum", 0.9f));
        Flow y = call.perImage(
                call.flow(0), x -> call.layer(BatchNormLayer.class, attributes, call.path(weight), parameters, x));
        List<Value> results = new ArrayList<>(List.of(y));
        // The statistics are parameters of the model, which training changes; as outputs they are those before.
        for (int i = 3; call.wants(i - 2) && i <= 4; i++) {
            results.add(call.in(i));
        }
        return results;
    }

    /**
     * Batch norm where a sample is all that the file reads: the statistics are those of its images, and so are the new running
     * ones.
     */
    private static List<Value> ofThisBatch(Call call) {
        Flow flow = call.flow(0);
        Tensor x = flow.tensor();
        int rank = flow.rank();
        int[] others = IntStream.range(0, rank).filter(axis -> axis != 1).toArray();
        Tensor mean = x.mean(o -> o.axis(others).keepDims(true));
        Tensor off = x.minus(mean);
        Tensor variance = off.times(off).mean(o -> o.axis(others).keepDims(true));
        Tensor normal = off.times(variance.plus(call.number("epsilon", 1e-5f)).pow(-0.5f));
        List<Integer> sizes = new ArrayList<>(java.util.Collections.nCopies(rank, 1));
        sizes.set(1, x.shape().axis(1).max());
        Tensor weight = call.constant(call.known(1, "the scale").reshaped(sizes));
        Tensor bias = call.constant(call.known(2, "the bias").reshaped(sizes));
        Tensor y = normal.times(weight).plus(bias);
        float kept = call.number("momentum", 0.9f);
        List<Value> results = new ArrayList<>(List.of(flow.with(y)));
        for (int i = 0; i < 2; i++) {
            Tensor before = call.constant(call.known(3 + i, "the statistics").reshaped(sizes));
            Tensor fresh = i == 0 ? mean : variance;
            Tensor after = before.times(kept).plus(fresh.times(1 - kept));
            results.add(flow.with(after.flatten()));
        }
        return results;
    }

    /** The axes from one on as a single one, which layers normalise. */
    private static Flow flat(Flow x, int axis) {
        List<Size> dims = new ArrayList<>(x.dims().subList(0, axis));
        dims.add(x.dims().subList(axis, x.rank()).stream().reduce(Size.of(1), Size::times));
        return axis == x.rank() - 1 ? x : Reshapes.reshape(x, dims);
    }

    private static void requireWithoutBatch(Flow x, int axis) {
        if (x.axes().batched() && x.axes().batch() >= axis) {
            throw new Unsupported("it normalises over the samples of the batch");
        }
    }

    private static List<Value> layerNorm(Call call) {
        Flow x = call.flow(0);
        int axis = Call.axis(call.integer("axis", -1), x.rank());
        requireWithoutBatch(x, axis);
        float eps = call.number("epsilon", 1e-5f);
        Flow flat = flat(x, axis);
        boolean known = call.in(1) instanceof Known && call.has(2) && call.in(2) instanceof Known;
        Flow y;
        if (known) {
            Literal weight = vector(call, 1, flat);
            Map<String, Literal> parameters = Map.of("weight", weight, "bias", vector(call, 2, flat));
            y = flat.with(
                    call.layer(LayerNormLayer.class, Map.of("eps", eps), call.path(weight), parameters, flat.tensor()));
            y = back(y, x);
        } else {
            y = back(
                    flat.with(call.layer(LayerNormLayer.class, Map.of("eps", eps, "affine", false), flat.tensor())), x);
            y = times(call, y, call.in(1));
            y = call.has(2) ? plus(call, y, call.in(2)) : y;
        }
        List<Value> results = new ArrayList<>(List.of(y));
        if (call.wants(1) || call.wants(2)) {
            int[] axes = IntStream.range(axis, x.rank()).map(x::sample).toArray();
            Tensor mean = x.tensor().mean(o -> o.axis(axes).keepDims(true));
            Tensor off = x.tensor().minus(mean);
            Tensor variance = off.times(off).mean(o -> o.axis(axes).keepDims(true));
            results.add(x.with(mean));
            results.add(x.with(variance.plus(eps).pow(-0.5f)));
        }
        return results;
    }

    private static Literal vector(Call call, int input, Flow flat) {
        Literal values = call.known(input, "the weight");
        int size = Math.toIntExact(flat.dims().get(flat.rank() - 1).value());
        if (values.size() == 1 && size != 1) {
            return values.picked(List.of(size), new int[size]);
        }
        return values.reshaped(List.of(size));
    }

    private static Flow back(Flow y, Flow x) {
        return y.rank() == x.rank() ? y : Reshapes.reshape(y, x.dims());
    }

    private static Flow times(Call call, Flow y, Value scale) {
        Aligned both = Aligned.of(call, List.of(y, scale));
        return both.result(both.tensors().get(0).times(both.tensors().get(1))).as(y.type());
    }

    private static Flow plus(Call call, Flow y, Value bias) {
        Aligned both = Aligned.of(call, List.of(y, bias));
        return both.result(both.tensors().get(0).plus(both.tensors().get(1))).as(y.type());
    }

    private static List<Value> rmsNorm(Call call) {
        Flow x = call.flow(0);
        int axis = Call.axis(call.integer("axis", -1), x.rank());
        requireWithoutBatch(x, axis);
        float eps = call.number("epsilon", 1e-5f);
        Flow flat = flat(x, axis);
        if (call.in(1) instanceof Known) {
            Literal weight = vector(call, 1, flat);
            Tensor y = call.layer(
                    RmsNormLayer.class, Map.of("eps", eps), call.path(weight), Map.of("weight", weight), flat.tensor());
            return List.of(back(flat.with(y), x));
        }
        Tensor y = call.layer(RmsNormLayer.class, Map.of("eps", eps, "affine", false), flat.tensor());
        return List.of(times(call, back(flat.with(y), x), call.in(1)));
    }

    private static List<Value> instanceNorm(Call call) {
        Literal weight = call.known(1, "the scale");
        Map<String, Literal> parameters = Map.of("weight", weight, "bias", call.known(2, "the bias"));
        Map<String, Object> attributes = Map.of("eps", call.number("epsilon", 1e-5f), "affine", true);
        return List.of(call.perImage(
                call.flow(0), x -> call.layer(InstanceNormLayer.class, attributes, call.path(weight), parameters, x)));
    }

    private static List<Value> groupNorm(Call call) {
        int groups = (int) call.integer("num_groups", 1);
        Literal scale = call.known(1, "the scale");
        Literal bias = call.known(2, "the bias");
        return List.of(call.perImage(call.flow(0), x -> {
            int channels = x.shape().axis(0).max();
            Map<String, Literal> parameters =
                    Map.of("weight", channels(scale, channels), "bias", channels(bias, channels));
            Map<String, Object> attributes = Map.of("groups", groups, "eps", call.number("epsilon", 1e-5f));
            return call.layer(GroupNormLayer.class, attributes, call.path(scale), parameters, x);
        }));
    }

    /** One number a channel; version 18 gives one a group. */
    private static Literal channels(Literal x, int channels) {
        int each = channels / x.size();
        return each == 1
                ? x
                : x.picked(
                        List.of(channels),
                        IntStream.range(0, channels).map(i -> i / each).toArray());
    }

    private static List<Value> lpNorm(Call call) {
        Flow x = call.flow(0);
        int axis = x.sample(Call.axis(call.integer("axis", -1), x.rank()));
        Tensor t = x.tensor();
        Tensor size = call.integer("p", 2) == 1
                ? t.abs().sum(o -> o.axis(axis).keepDims(true))
                : t.times(t).sum(o -> o.axis(axis).keepDims(true)).sqrt();
        // A row of zeros stays one.
        Tensor divisor = size.compare(dev.nervure.dsl.Comparison.EQUAL, 0).where(Tensor.constant(1), size);
        return List.of(x.with(t.div(divisor)));
    }
}
