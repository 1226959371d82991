package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.PaddingMode;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.Conv1dLayer;
import dev.nervure.dsl.layer.Conv2dLayer;
import dev.nervure.dsl.layer.ConvTranspose1dLayer;
import dev.nervure.dsl.layer.ConvTranspose2dLayer;
import dev.nervure.dsl.layer.Layer;
import dev.nervure.processor.onnx.Attribute;
import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Known;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Size;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Convolutions over one or two axes. */
final class Convolutions {
    private Convolutions() {}

    static Map<String, Operator> operators() {
        return Map.of(
                "Conv", Convolutions::conv,
                "ConvTranspose", Convolutions::convTranspose,
                "CausalConvWithState", Convolutions::causalWithState);
    }

    private static List<Value> conv(Call call) {
        Literal weight = call.known(1, "the weight");
        Literal bias = bias(call);
        int axes = weight.rank() - 2;
        if (axes == 3) {
            return List.of(call.perImage(call.flow(0), x -> volume(call, x, weight, bias)));
        }
        axes(weight);
        return List.of(call.perImage(call.flow(0), x -> {
            Windows windows = Windows.of(call, x.shape(), weight.dims().subList(2, weight.rank()));
            boolean causal = axes == 1
                    && windows.after().get(0) == 0
                    && windows.before().get(0)
                            == windows.dilations().get(0) * (windows.kernel().get(0) - 1)
                    && windows.before().get(0) > 0;
            Map<String, Object> attributes =
                    attributes(call, windows, weight.dims().get(0), bias);
            Tensor padded = x;
            if (causal) {
                attributes.put("paddingMode", PaddingMode.CAUSAL);
            } else if (windows.symmetric()) {
                attributes.put("padding", windows.before());
            } else if (windows.same(x.shape())) {
                attributes.put("paddingMode", PaddingMode.SAME);
            } else {
                padded = x.pad(windows.margins());
            }
            return call.layer(
                    axes == 1 ? Conv1dLayer.class : Conv2dLayer.class,
                    attributes,
                    call.path(weight),
                    parameters(weight, bias),
                    padded);
        }));
    }

    /** Each channel by itself over what came before and {@code [n, channels, places]}, and what the next call needs of it. */
    private static List<Value> causalWithState(Call call) {
        Literal weight = call.known(1, "the weight");
        int channels = weight.dims().get(0);
        int state = weight.dims().get(2) - 1;
        Value x = call.in(0);
        Value all = x;
        if (call.has(3) && state > 0) {
            all = call.apply("Concat", Map.of("axis", Attribute.of(2)), call.in(3), x);
        } else if (state > 0) {
            all = call.apply("Pad", Map.of(), x, new Known(Literal.of(0, 0, state, 0, 0, 0)));
        }
        Map<String, Attribute> attributes = Map.of("group", Attribute.of(channels));
        Known kernel = new Known(weight);
        Flow y = (Flow)
                (call.has(2)
                        ? call.apply("Conv", attributes, all, kernel, new Known(call.known(2, "the bias")))
                        : call.apply("Conv", attributes, all, kernel));
        String activation = call.text("activation", "none");
        switch (activation) {
            case "none" -> {}
            case "silu", "swish" -> y = y.with(y.tensor().silu());
            default -> throw new Unsupported("its activation is " + activation);
        }
        List<Value> results = new ArrayList<>(List.of(y));
        if (call.wants(1)) {
            results.add(
                    state > 0
                            ? call.apply(
                                    "Slice",
                                    Map.of(),
                                    all,
                                    new Known(Literal.of(-state)),
                                    new Known(Literal.of(Long.MAX_VALUE)),
                                    new Known(Literal.of(2)))
                            : nothing(x.dims()));
        }
        return results;
    }

    /** A kernel of one place keeps nothing. */
    private static Known nothing(List<Size> dims) {
        int samples = dims.get(0).constant() ? Math.toIntExact(dims.get(0).value()) : 1;
        int channels = Math.toIntExact(dims.get(1).value());
        return new Known(Literal.of(DataType.FLOAT, List.of(samples, channels, 0), new float[0]));
    }

    /**
     * A convolution over three axes: for each place along the first, a convolution over the other two, whose channels are those
     * of all the layers of the volume that the kernel meets there. All places share the weight.
     */
    private static Tensor volume(Call call, Tensor x, Literal weight, @Nullable Literal bias) {
        Windows windows = Windows.of(call, x.shape(), weight.dims().subList(2, 5));
        boolean pads = IntStream.of(windows.margins()).anyMatch(margin -> margin != 0);
        Tensor padded = pads ? x.pad(windows.margins()) : x;
        int channels = x.shape().axis(0).max();
        int depth = windows.kernel().get(0);
        int dilation = windows.dilations().get(0);
        int stride = windows.strides().get(0);
        int places = (padded.shape().axis(1).max() - dilation * (depth - 1) - 1) / stride + 1;
        int height = padded.shape().axis(2).max();
        int width = padded.shape().axis(3).max();
        List<Integer> flat = List.of(
                weight.dims().get(0),
                weight.dims().get(1) * depth,
                windows.kernel().get(1),
                windows.kernel().get(2));
        Map<String, Object> attributes = attributes(call, windows, weight.dims().get(0), bias);
        attributes.put("kernelSize", flat.subList(2, 4));
        attributes.put("stride", windows.strides().subList(1, 3));
        attributes.put("dilation", windows.dilations().subList(1, 3));
        List<Tensor> layers = new ArrayList<>();
        for (int i = 0; i < Strided.few(places, "layers"); i++) {
            Tensor met = Strided.take(padded, 1, i * stride, dilation, depth).reshape(channels * depth, height, width);
            Tensor y = call.layer(
                    Conv2dLayer.class, attributes, call.path(weight), parameters(weight.reshaped(flat), bias), met);
            Shape made = y.shape();
            layers.add(y.reshape(
                    made.axis(0).max(), 1, made.axis(1).max(), made.axis(2).max()));
        }
        return layers.size() == 1 ? layers.get(0) : Tensor.concat(1, layers);
    }

    private static int axes(Literal weight) {
        int axes = weight.rank() - 2;
        if (axes != 1 && axes != 2) {
            throw new Unsupported("convolutions move along one or two axes here, and this one along " + axes);
        }
        return axes;
    }

    private static @Nullable Literal bias(Call call) {
        return call.has(2) ? call.known(2, "the bias") : null;
    }

    private static Map<String, Object> attributes(Call call, Windows windows, int channels, @Nullable Literal bias) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("channels", channels);
        attributes.put("kernelSize", windows.kernel());
        attributes.put("stride", windows.strides());
        attributes.put("dilation", windows.dilations());
        attributes.put("groups", (int) call.integer("group", 1));
        attributes.put("bias", bias != null);
        return attributes;
    }

    private static Map<String, Literal> parameters(Literal weight, @Nullable Literal bias) {
        Map<String, Literal> parameters = new HashMap<>(Map.of("weight", weight));
        if (bias != null) {
            parameters.put("bias", bias);
        }
        return parameters;
    }

    private static List<Value> convTranspose(Call call) {
        Literal weight = call.known(1, "the weight");
        Literal bias = bias(call);
        if (weight.rank() == 5) {
            return List.of(call.perImage(call.flow(0), x -> transposedVolume(call, x, weight, bias)));
        }
        int axes = axes(weight);
        int channels = weight.dims().get(1) * (int) call.integer("group", 1);
        return List.of(call.perImage(call.flow(0), x -> {
            Transposed plan = Transposed.of(call, x.shape(), weight.dims().subList(2, weight.rank()));
            boolean direct = plan.before.equals(plan.after) && plan.addedFits;
            boolean biasAfter = !direct && bias != null && plan.added.stream().anyMatch(a -> a > 0);
            Literal inside = biasAfter ? null : bias;
            Map<String, Object> attributes = attributes(call, plan.windows, channels, inside);
            if (direct) {
                attributes.put("padding", plan.before);
                attributes.put("outputPadding", plan.added);
            }
            Class<? extends Layer> type = axes == 1 ? ConvTranspose1dLayer.class : ConvTranspose2dLayer.class;
            Tensor y = call.layer(type, attributes, call.path(weight), parameters(weight, inside), x);
            if (direct) {
                return y;
            }
            if (plan.added.stream().anyMatch(a -> a > 0)) {
                y = y.pad(Windows.margins(Collections.nCopies(axes, 0), plan.added));
            }
            for (int i = 0; i < axes; i++) {
                int size = y.shape().axis(i + 1).max();
                if (plan.before.get(i) != 0 || plan.after.get(i) != 0) {
                    y = y.slice(i + 1, plan.before.get(i), size - plan.after.get(i));
                }
            }
            if (biasAfter) {
                List<Integer> dims = new ArrayList<>(Collections.nCopies(axes + 1, 1));
                dims.set(0, channels);
                y = y.plus(call.constant(Objects.requireNonNull(bias).reshaped(dims)));
            }
            return y;
        }));
    }

    /**
     * A transposed convolution over three axes: each layer of the volume gives, by one over the other two, what it adds to every
     * layer of the result that the kernel reaches from there. All share the weight.
     */
    private static Tensor transposedVolume(Call call, Tensor x, Literal weight, @Nullable Literal bias) {
        List<Integer> kernel = weight.dims().subList(2, 5);
        Transposed plan = Transposed.of(call, x.shape(), kernel);
        int groups = (int) call.integer("group", 1);
        int channels = weight.dims().get(1) * groups;
        int deep = kernel.get(0);
        List<Integer> flat = List.of(weight.dims().get(0), weight.dims().get(1) * deep, kernel.get(1), kernel.get(2));
        Map<String, Object> attributes = attributes(call, plan.windows, channels * deep, null);
        attributes.put("kernelSize", kernel.subList(1, 3));
        attributes.put("stride", plan.windows.strides().subList(1, 3));
        attributes.put("dilation", plan.windows.dilations().subList(1, 3));
        int depth = Strided.few(x.shape().axis(1).max(), "layers");
        List<Tensor> reached = new ArrayList<>();
        for (int d = 0; d < depth; d++) {
            Tensor layer = x.slice(1, d, d + 1)
                    .reshape(
                            x.shape().axis(0).max(),
                            x.shape().axis(2).max(),
                            x.shape().axis(3).max());
            Tensor y = call.layer(
                    ConvTranspose2dLayer.class,
                    attributes,
                    call.path(weight),
                    parameters(weight.reshaped(flat), null),
                    layer);
            reached.add(y.reshape(
                    channels, deep, y.shape().axis(1).max(), y.shape().axis(2).max()));
        }
        int stride = plan.windows.strides().get(0);
        int dilation = plan.windows.dilations().get(0);
        List<Tensor> layers = new ArrayList<>();
        for (int place = 0; place < (depth - 1) * stride + dilation * (deep - 1) + 1; place++) {
            Tensor sum = null;
            for (int k = 0; k < deep; k++) {
                int from = place - k * dilation;
                if (from >= 0 && from % stride == 0 && from / stride < depth) {
                    Tensor part = reached.get(from / stride).slice(1, k, k + 1);
                    sum = sum == null ? part : sum.plus(part);
                }
            }
            layers.add(sum == null ? reached.get(0).slice(1, 0, 1).times(0) : sum);
        }
        Tensor y = layers.size() == 1 ? layers.get(0) : Tensor.concat(1, layers);
        if (plan.added.stream().anyMatch(a -> a > 0)) {
            y = y.pad(Windows.margins(Collections.nCopies(3, 0), plan.added));
        }
        for (int i = 0; i < 3; i++) {
            int size = y.shape().axis(i + 1).max();
            if (plan.before.get(i) != 0 || plan.after.get(i) != 0) {
                y = y.slice(i + 1, plan.before.get(i), size - plan.after.get(i));
            }
        }
        return bias == null ? y : y.plus(call.constant(bias.reshaped(List.of(channels, 1, 1, 1))));
    }

    /** What a transposed convolution cuts off and adds. */
    private static final class Transposed {
        private final Windows windows;
        private final List<Integer> before = new ArrayList<>();
        private final List<Integer> after = new ArrayList<>();
        private final List<Integer> added;
        private boolean addedFits = true;

        private Transposed(Windows windows, List<Integer> added) {
            this.windows = windows;
            this.added = added;
        }

        static Transposed of(Call call, Shape image, List<Integer> kernel) {
            int axes = kernel.size();
            List<Integer> none = Collections.nCopies(axes, 0);
            List<Integer> strides = call.integers("strides", Collections.nCopies(axes, 1));
            List<Integer> dilations = call.integers("dilations", Collections.nCopies(axes, 1));
            List<Integer> pads = call.integers("pads", Collections.nCopies(2 * axes, 0));
            List<Integer> added = new ArrayList<>(call.integers("output_padding", none));
            List<Integer> asked = call.integers("output_shape", List.of());
            String auto = call.text("auto_pad", "NOTSET");
            Windows windows = new Windows(kernel, strides, dilations, none, none, none);
            Transposed plan = new Transposed(windows, added);
            for (int i = 0; i < axes; i++) {
                int full = (image.axis(i + 1).max() - 1) * strides.get(i) + dilations.get(i) * (kernel.get(i) - 1) + 1;
                int first = pads.get(i);
                int last = pads.get(axes + i);
                boolean same = auto.startsWith("SAME");
                if (!asked.isEmpty() || same) {
                    int size = asked.isEmpty()
                            ? image.axis(i + 1).max() * strides.get(i)
                            : asked.get(asked.size() - axes + i);
                    int total = full + added.get(i) - size;
                    if (total < 0) {
                        added.set(i, added.get(i) - total);
                        total = 0;
                    }
                    first = auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
                    last = total - first;
                }
                plan.before.add(first);
                plan.after.add(last);
                plan.addedFits &= added.get(i) == 0 || added.get(i) < Math.max(strides.get(i), dilations.get(i));
            }
            return plan;
        }
    }
}
