package dev.nervure.dsl;

import static dev.nervure.dsl.ElementType.BOOL;
import static dev.nervure.dsl.ElementType.INT;
import static dev.nervure.dsl.PaddingMode.CAUSAL;
import static dev.nervure.dsl.PaddingMode.SAME;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.nervure.dsl.layer.ConstantLayer;
import dev.nervure.dsl.layer.GruLayer;
import dev.nervure.dsl.layer.Layers;
import dev.nervure.dsl.layer.LstmLayer;
import dev.nervure.dsl.layer.SubtractLayer;
import dev.nervure.dsl.network.Message;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the language says to a wrong declaration: every message, and every attribute that a layer refuses. */
class MessagesTest {
    /** What only front ends say; the processor tests these. */
    private static final Set<Message> OF_FRONT_ENDS = EnumSet.of(
            Message.NOT_AN_INTERFACE,
            Message.STREAM_TIME,
            Message.DERIVATIVE_THROUGH,
            Message.SECOND_DERIVATIVE,
            Message.STREAM_AHEAD,
            Message.GENERIC,
            Message.INHERITS,
            Message.CLASS_EXISTS,
            Message.HAS_BODY,
            Message.CAPITAL,
            Message.PARAMETERS_MEET,
            Message.ACCESSORS_MEET,
            Message.TOO_MANY,
            Message.PRIVATE,
            Message.EMPTY,
            Message.NO_LAYER,
            Message.TWO_LAYERS,
            Message.NOT_A_TENSOR,
            Message.NOT_A_TENSOR_PARAMETER,
            Message.UNKNOWN_TENSOR,
            Message.READS_ITSELF,
            Message.INPUT_READS,
            Message.UNREAD,
            Message.KEYWORD,
            Message.NAMES_MEET,
            Message.RESERVED,
            Message.PARAMETER_NAMES,
            Message.DECLARED_TWICE,
            Message.LOSS_OF_DEFINITION,
            Message.CLASSES_OF_DEFINITION,
            Message.CANNOT_BE_MADE,
            Message.NOT_FOUND,
            Message.OWN_CLASSES,
            Message.NOT_COMPILED,
            Message.LAYER_OF_OTHERS,
            Message.UNKNOWN_ATTRIBUTE,
            Message.MISSING_ATTRIBUTE,
            Message.NO_INPUT,
            Message.PROBABILITIES,
            Message.LOGITS,
            Message.ONE_CLASS,
            Message.NO_ACTIVATION,
            Message.NOT_FLAT,
            Message.CHANNELS_LAST,
            Message.NOT_COMPLETE,
            Message.WITHOUT_CODE,
            Message.NOT_ON_KSP_PATH,
            Message.EXITS,
            Message.RELEASE,
            Message.COMPILER_LIMIT,
            Message.THREW,
            Message.DEFINES_NOTHING,
            Message.ENDLESS,
            Message.OPTION,
            Message.NO_PLACE_FOR_REPORT,
            Message.ONNX_NOT_FOUND,
            Message.ONNX_UNREADABLE,
            Message.ONNX_INPUTS,
            Message.ONNX_IN_THE_WAY,
            Message.ONNX_NUMBERS_MEET,
            Message.ONNX_WITHOUT_PROCESSOR,
            Message.FAULT);

    private final Tensor row = Tensor.input("row", 8);
    private final Tensor steps = Tensor.input("steps", 6, 8);
    private final Tensor words = Tensor.input("words", List.of(6, 8), o -> o.variable("T"));
    private final Tensor image = Tensor.input("image", 4, 9, 9);
    private final Tensor ids = Tensor.input("ids", List.of(6), o -> o.type(INT).variable("T"));
    private final Tensor label = Tensor.target("label", List.of(), o -> o.type(INT));
    private final Tensor truth = Tensor.target("truth", 8);
    private final Tensor y = row.dense(8).named("y");

    private record Wrong(Message problem, String where, Supplier<?> declaration, String text) {}

    private List<Wrong> declarations() {
        return List.of(
                wrong(Message.ARITY, "", () -> row.add(), "@Add reads 2 or more tensors, found 1"),
                wrong(
                        Message.ARITY,
                        "",
                        () -> Tensor.of(Layers.defaults(SubtractLayer.class), row, row, row),
                        "@Subtract reads 2 tensors, found 3"),
                wrong(
                        Message.ARITY,
                        "",
                        () -> Tensor.of(Layers.of(GruLayer.class, Map.of("units", 4)), steps, row, row),
                        "@Gru reads 1 to 2 tensors, found 3"),
                wrong(
                        Message.ARITY,
                        "",
                        () -> Tensor.of(Layers.of(LstmLayer.class, Map.of("units", 4)), steps, row),
                        "@Lstm reads 1 tensor, or 3 with the first h and c, found 2"),
                wrong(
                        Message.PATH,
                        "name",
                        () -> row.dense(4, o -> o.name("a..b")),
                        "name = \"a..b\" is not a dotted path such as encoder.fc1"),
                wrong(
                        Message.IDENTIFIER,
                        "",
                        () -> row.relu().named("2x"),
                        "'2x' is not a name that Java allows; use letters, digits and underscores"),
                wrong(Message.NOT_POSITIVE, "value", () -> Tensor.input("x", 4, 0), "value must be at least 1, got 0"),
                wrong(Message.NOT_POSITIVE, "units", () -> row.dense(0), "units must be at least 1, got 0"),
                wrong(
                        Message.NOT_POSITIVE,
                        "stride",
                        () -> image.conv2d(4, 3, o -> o.stride(0)),
                        "stride must be at least 1, got 0"),
                wrong(Message.NOT_POSITIVE, "hidden", () -> row.feedForward(-1), "hidden must be at least 1, got -1"),
                wrong(
                        Message.NOT_POSITIVE,
                        "layers",
                        () -> steps.transformerEncoder(0, 2),
                        "layers must be at least 1, got 0"),
                wrong(
                        Message.NOT_POSITIVE,
                        "times",
                        () -> row.repeat(0, "block", x -> x.dense(8)),
                        "times must be at least 1, got 0"),
                wrong(
                        Message.TOO_LARGE,
                        "",
                        () -> Tensor.input("x", 65536, 65536),
                        "a sample or a parameter of @Input has more values than the largest array, 2147483647"),
                wrong(
                        Message.TOO_LARGE,
                        "",
                        () -> Tensor.input("x", 50000).dense(50000),
                        "a sample or a parameter of @Dense has more values than the largest array, 2147483647"),
                wrong(
                        Message.TOO_LARGE,
                        "",
                        () -> image.upsample(1 << 30),
                        "a sample or a parameter of @Upsample has more values than the largest array, 2147483647"),
                wrong(Message.OUT_OF_RANGE, "p", () -> row.dropout(1), "p must be from 0 to under 1, got 1.0"),
                wrong(Message.OUT_OF_RANGE, "exponent", () -> row.pow(Float.NaN), "exponent must be finite, got NaN"),
                wrong(Message.OUT_OF_RANGE, "eps", () -> row.layerNorm(o -> o.eps(0)), "eps must be over 0.0, got 0.0"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "momentum",
                        () -> row.batchNorm(o -> o.momentum(1.5f)),
                        "momentum must be from 0.0 to 1.0, got 1.5"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "groups",
                        () -> row.groupNorm(3),
                        "groups must be a divisor of the 8 channels, got 3"),
                wrong(Message.OUT_OF_RANGE, "axis", () -> row.mean(0, -1), "axis must be each axis once, got [0, -1]"),
                wrong(Message.OUT_OF_RANGE, "padding", () -> row.pad(-1, 1), "padding must be at least 0, got -1"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "groups",
                        () -> image.conv2d(4, 3, o -> o.groups(3)),
                        "groups must be a divisor of the 4 channels read, got 3"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "groups",
                        () -> image.conv2d(6, 3, o -> o.groups(4)),
                        "groups must be a divisor of the 6 channels, got 4"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "stride",
                        () -> words.transpose()
                                .conv1d(4, 3, o -> o.paddingMode(SAME).stride(2)),
                        "stride must be 1 with SAME along a variable axis, whose zeros depend on the length, got 2"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "ceilMode",
                        () -> words.transpose().maxPool1d(2, o -> o.stride(3).ceilMode(true)),
                        "ceilMode must be false along a variable axis where the stride, 3, is over the window without "
                                + "padding, 2, got true"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "paddingIndex",
                        () -> ids.embedding(7, 4, o -> o.paddingIndex(7)),
                        "paddingIndex must be an id under 7, or -1 for none, got 7"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "dropout",
                        () -> steps.lstm(4, o -> o.dropout(0.2f)),
                        "dropout must be 0 with one layer, as it lies between layers, got 0.2"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "dropout",
                        () -> steps.gru(4, o -> o.layers(2).dropout(1)),
                        "dropout must be from 0 to under 1, got 1.0"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "padding",
                        () -> image.conv2d(4, 3, o -> o.paddingMode(CAUSAL).padding(1)),
                        "padding must be 0 with CAUSAL, got 1"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "outputPadding",
                        () -> image.convTranspose2d(4, 3, o -> o.outputPadding(1)),
                        "outputPadding must be less than stride or dilation, got 1"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "padding",
                        () -> image.convTranspose2d(4, 3, o -> o.padding(20)),
                        "padding must be small enough to leave a result, got [20]"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "outputPadding",
                        () -> image.convTranspose2d(
                                4, 3, o -> o.stride(2).paddingMode(SAME).outputPadding(1)),
                        "outputPadding must be 0 with SAME, got 1"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "padding",
                        () -> image.maxPool2d(3, o -> o.padding(2)),
                        "padding must be at most half of kernelSize, 1, got 2"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "nonlinearity",
                        () -> steps.rnn(4, o -> o.nonlinearity(Activation.SOFTMAX)),
                        "nonlinearity must be TANH or RELU, got SOFTMAX"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "heads",
                        () -> steps.multiHeadAttention(3),
                        "heads must be a divisor of the 8 features, got 3"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "keyValueHeads",
                        () -> steps.multiHeadAttention(4, o -> o.keyValueHeads(3)),
                        "keyValueHeads must be a divisor of the 4 heads, got 3"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "heads",
                        () -> steps.multiHeadAttention(8, o -> o.rotary(true)),
                        "heads must be such that rotary finds pairs of features in each, got 8"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "causal",
                        () -> steps.multiHeadAttention(steps, 2, o -> o.causal(true)),
                        "causal must be false where a memory is read, got true"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "causal",
                        () -> steps.slice(0, 0, 3).scaledDotProductAttention(steps, steps, o -> o.causal(true)),
                        "causal must be false where query and key differ in length, got true"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "heads",
                        () -> steps.transformerEncoder(1, 3),
                        "heads must be a divisor of the 8 features, got 3"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "delta",
                        () -> row.huber(truth, o -> o.delta(0)),
                        "delta must be over 0.0, got 0.0"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "weight",
                        () -> row.meanLoss(o -> o.weight(Float.NaN)),
                        "weight must be finite, got NaN"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "labelSmoothing",
                        () -> row.softmaxCrossEntropy(label, o -> o.labelSmoothing(2)),
                        "labelSmoothing must be from 0.0 to 1.0, got 2.0"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "classWeights",
                        () -> row.softmaxCrossEntropy(label, o -> o.classWeights(1, 2)),
                        "classWeights must be one weight for each of 8 classes, got 2"),
                wrong(
                        Message.SHAPE,
                        "input 0",
                        () -> Tensor.input("x").dense(4),
                        "what @Dense reads must be of at least 1 axis a sample, got [n]"),
                wrong(
                        Message.SHAPE,
                        "input 0",
                        () -> ids.embedding(9, 8).transpose().dense(4),
                        "axis -1 of what @Dense reads must be of fixed size, got [n, 8, T]"),
                wrong(
                        Message.SHAPE,
                        "input 0",
                        () -> words.transpose().flatten(),
                        "axis 1 of what @Flatten reads must be of fixed size, got [n, 8, T]"),
                wrong(
                        Message.SHAPE,
                        "input 0",
                        () -> row.conv1d(4, 3),
                        "what @Conv1d reads must be [n, channels, length], got [n, 8]; one channel is an axis too: @Input({1, 28, 28})"),
                wrong(
                        Message.SHAPE,
                        "input 0",
                        () -> image.conv1d(4, 3),
                        "what @Conv1d reads must be [n, channels, length], got [n, 4, 9, 9]; n is the batch, which shapes leave out"),
                wrong(
                        Message.SHAPE,
                        "input 0",
                        () -> row.globalAvgPool(),
                        "what @GlobalAvgPool reads must be of at least 2 axes a sample, got [n, 8]"),
                wrong(
                        Message.SHAPE,
                        "input 0",
                        () -> words.conv1d(4, 3),
                        "axis 0 of what @Conv1d reads must be of fixed size, got [n, T, 8]"),
                wrong(
                        Message.SHAPE,
                        "input 0",
                        () -> row.lstm(4),
                        "what @Lstm reads must be [n, steps, features], got [n, 8]; a recurrent layer gives all its steps with lastOnly = false"),
                wrong(
                        Message.SHAPE,
                        "input 1",
                        () -> steps.gru(row, 4),
                        "a first state of @Gru must be [n, 4], got [n, 8]"),
                wrong(
                        Message.SHAPE,
                        "input 0",
                        () -> row.transformerEncoder(1, 2),
                        "what @TransformerEncoder reads must be [n, steps, k], got [n, 8]"),
                wrong(
                        Message.SHAPE,
                        "input 1",
                        () -> row.bilinear(steps, 4),
                        "what @Bilinear reads must be alike in all axes but the last, got [n, 8] and [n, 6, 8]"),
                wrong(
                        Message.SHAPE,
                        "input 1",
                        () -> words.concat(0, words),
                        "axis 0 of what @Concat reads must be of fixed size, but for one of the tensors, got [n, T, 8]"),
                wrong(
                        Message.SHAPE,
                        "input 0",
                        () -> steps.upsample(2, o -> o.mode(UpsampleMode.BILINEAR)),
                        "what @Upsample reads must be [n, channels, height, width], got [n, 6, 8]"),
                wrong(
                        Message.SHAPE,
                        "input 1",
                        () -> steps.scaledDotProductAttention(steps.dense(4), steps),
                        "the key must be like the query [n, 6, 8] but for the places, got [n, 6, 4]"),
                wrong(
                        Message.SHAPE,
                        "input 2",
                        () -> steps.scaledDotProductAttention(steps, steps.slice(0, 1)),
                        "the value must be like the key [n, 6, 8] but for the last axis, got [n, 5, 8]"),
                wrong(
                        Message.SHAPES_DIFFER,
                        "input 1",
                        () -> row.plus(Tensor.input("x", 3)),
                        "@Add needs tensors of one shape, or shapes that broadcast; got [n, 8] and [n, 3]"),
                wrong(
                        Message.SHAPES_DIFFER,
                        "input 1",
                        () -> words.plus(steps),
                        "@Add needs tensors of one shape, or shapes that broadcast; got [n, T, 8] and [n, 6, 8]"),
                wrong(Message.NOT_FLOATS, "input 0", () -> ids.dense(4), "@Dense reads floats; [n, T] holds integers"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "factor",
                        () -> ids.div(2),
                        "factor must be a whole number beside integers, got 0.5"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "value",
                        () -> ids.cast(ElementType.BOOL).pad(List.of(1, 1), o -> o.value(2)),
                        "value must be 0 or 1 beside booleans, got 2.0"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "value",
                        () -> steps.expand(6, 4),
                        "value must be a shape that [n, 6, 8] broadcasts to, got [6, 4]"),
                wrong(
                        Message.SHAPE,
                        "input 1",
                        () -> steps.gatherElements(0, Tensor.constant(new int[] {1, 2}, 2)),
                        "the indices of @GatherElements must be of as many axes as [n, 6, 8], and no longer but along axis 0, got [2]"),
                wrong(Message.NOT_FLOATS, "input 0", () -> ids.sqrt(), "@Sqrt reads floats; [n, T] holds integers"),
                wrong(
                        Message.NOT_INTEGERS,
                        "input 0",
                        () -> row.embedding(9, 8),
                        "@Embedding reads integers; [n, 8] holds floats; declare an input of integers with type = ElementType.INT"),
                wrong(
                        Message.NOT_INTEGERS,
                        "input 1",
                        () -> row.softmaxCrossEntropy(truth),
                        "@SoftmaxCrossEntropy reads integers; [n, 8] holds floats; declare an input of integers with type = ElementType.INT"),
                wrong(
                        Message.AXIS,
                        "axis",
                        () -> row.mean(1),
                        "axis 1 does not exist in [n, 8]: a sample has 1, counted from 0, or backwards from -1"),
                wrong(
                        Message.AXIS,
                        "axis",
                        () -> steps.slice(-3, 0),
                        "axis -3 does not exist in [n, 6, 8]: a sample has 2, counted from 0, or backwards from -1"),
                wrong(
                        Message.CONCAT,
                        "input 1",
                        () -> row.concat(0, steps),
                        "@Concat(axis = 0) needs tensors that differ in that axis only, got [n, 8] and [n, 6, 8]"),
                wrong(
                        Message.CONCAT,
                        "input 1",
                        () -> steps.concat(1, Tensor.input("x", 5, 8)),
                        "@Concat(axis = 1) needs tensors that differ in that axis only, got [n, 6, 8] and [n, 5, 8]"),
                wrong(
                        Message.MATMUL,
                        "input 1",
                        () -> steps.matmul(steps),
                        "@Matmul needs […, r, k] and […, k, c], got [n, 6, 8] and [n, 6, 8]"),
                wrong(
                        Message.RESHAPE,
                        "value",
                        () -> row.reshape(3, 4),
                        "value = [3, 4] does not fit: [n, 8] has 8 values a sample"),
                wrong(
                        Message.RESHAPE,
                        "value",
                        () -> row.reshape(-1, 3),
                        "value = [-1, 3] does not fit: [n, 8] has 8 values a sample"),
                wrong(
                        Message.RESHAPE_VARIABLE,
                        "value",
                        () -> words.reshape(4, -1),
                        "value = [4, -1] does not fit [n, T, 8]: the first axis is variable and must stay first, so value begins with -1, and the product of the other sizes divides 8 T for every length"),
                wrong(
                        Message.TRANSPOSE,
                        "axes",
                        () -> steps.transpose(0, 1),
                        "axes = [0, 1] must name each of the 2 axes of [n, 6, 8] once"),
                wrong(
                        Message.TRANSPOSE,
                        "axes",
                        () -> image.transpose(0, 1),
                        "axes = [0, 1] must name each of the 3 axes of [n, 4, 9, 9] once"),
                wrong(
                        Message.SLICE,
                        "start",
                        () -> row.slice(0, 5, 5),
                        "start = 5 and end = 5 must be within axis 0 of [n, 8], which has 8 entries, and start must come before end"),
                wrong(
                        Message.SLICE,
                        "start",
                        () -> row.slice(0, -9),
                        "start = -9 and end = 8 must be within axis 0 of [n, 8], which has 8 entries, and start must come before end"),
                wrong(
                        Message.SLICE_VARIABLE,
                        "start",
                        () -> words.slice(0, 1),
                        "start = 1 and end = the end must name places that the shortest sample has too, start before end: axis 0 of [n, T, 8] can be 1 long"),
                wrong(
                        Message.PADDING,
                        "padding",
                        () -> row.pad(1, 1, 1, 1),
                        "padding must be a number before and one after for each of at most 1 axes, the last axis first, got [1, 1, 1, 1]"),
                wrong(
                        Message.PADDING,
                        "padding",
                        () -> row.pad(1),
                        "padding must be a number before and one after for each of at most 1 axes, the last axis first, got [1]"),
                wrong(
                        Message.ONE_VALUE,
                        "input 0",
                        () -> Tensor.parameter("gain", 8).batchNorm(),
                        "the statistics of @BatchNorm are those of the batch, and [8] is the same for every sample, with one value a channel: its variance would always be 0"),
                wrong(
                        Message.ELEMENTS,
                        "input 0",
                        () -> row.not(),
                        "@Not cannot read [n, 8], which holds floats; convert it with @Cast"),
                wrong(
                        Message.ELEMENTS,
                        "input 0",
                        () -> ids.or(ids),
                        "@Or cannot read [n, T], which holds integers; convert it with @Cast"),
                wrong(
                        Message.ELEMENTS,
                        "input 0",
                        () -> row.cast(BOOL).abs(),
                        "@Abs cannot read [n, 8], which holds booleans; convert it with @Cast"),
                wrong(
                        Message.PART,
                        "value",
                        () -> steps.gru(4).part(2),
                        "there is no part 2 of @Gru, which has 2 outputs, counted from 0"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "sizes",
                        () -> row.split(0, 3, 4),
                        "sizes must be numbers that add up to the 8 of the axis, got [3, 4]"),
                wrong(Message.OUT_OF_RANGE, "k", () -> row.topK(9), "k must be at most the 8 of the axis, got 9"),
                wrong(
                        Message.ELEMENTS_DIFFER,
                        "input 1",
                        () -> row.plus(row.argMax(0)),
                        "@Add needs values of one type, got floats and integers; convert one of them with @Cast"),
                wrong(
                        Message.ELEMENTS_DIFFER,
                        "input 2",
                        () -> row.cast(BOOL).where(row, row.cast(BOOL)),
                        "@Where needs values of one type, got floats and booleans; convert one of them with @Cast"),
                wrong(
                        Message.NOT_FLOATS,
                        "input 0",
                        () -> row.cast(BOOL).dense(4),
                        "@Dense reads floats; [n, 8] holds booleans"),
                wrong(Message.OUT_OF_RANGE, "min", () -> row.clamp(1, 0), "min must be at most max, 0.0, got 1.0"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "value",
                        () -> Tensor.constant(new float[] {1, 2}, 3),
                        "value must be one number, or the 3 of [3], got 2 numbers"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "ints",
                        () -> Tensor.of(Layers.of(ConstantLayer.class, Map.of("value", 1f, "ints", 1))),
                        "ints must be empty where value is given, got [1]"),
                wrong(
                        Message.SIZES,
                        "stride",
                        () -> image.conv2d(4, 3, o -> o.stride(1, 2, 3)),
                        "stride takes one number, or 2, one for each axis, got [1, 2, 3]"),
                wrong(
                        Message.KERNEL,
                        "kernelSize",
                        () -> image.conv2d(4, 5, o -> o.dilation(3)),
                        "the kernel covers 13 places, more than the 9 of axis 1 of [n, 4, 9, 9] with its padding"),
                wrong(
                        Message.KERNEL,
                        "kernelSize",
                        () -> words.transpose().maxPool1d(2),
                        "the kernel covers 2 places, more than the 1 of axis 1 of [n, 8, T] with its padding at length 1"),
                wrong(
                        Message.REPEAT,
                        "",
                        () -> row.repeat(2, "block", x -> x.dense(4)),
                        "block 'block' reads [n, 8] and must return the same, so that it can be repeated; it returns [n, 4]"),
                wrong(
                        Message.BLOCK_READS_NOTHING,
                        "",
                        () -> row.repeat(2, "block", x -> row.dense(8)),
                        "the repeated block does not use the tensor that it is given"),
                wrong(
                        Message.TENSOR_OF_A_BLOCK,
                        "",
                        () -> {
                            Tensor[] inner = new Tensor[1];
                            row.repeat(2, "block", x -> inner[0] = x.dense(8));
                            return Network.of(inner[0]);
                        },
                        "'dense' reads a tensor of a repeated block from outside of the block; only what the block returns "
                                + "can be read there, as the result of repeat"),
                wrong(
                        Message.TENSOR_OF_A_BLOCK,
                        "",
                        () -> row.repeat(2, "outer", y -> {
                            Tensor[] inner = new Tensor[1];
                            Tensor z = y.repeat(2, "inner", x -> inner[0] = x.dense(8));
                            return z.plus(inner[0]);
                        }),
                        "'dense' reads a tensor of a repeated block from outside of the block; only what the block returns "
                                + "can be read there, as the result of repeat"),
                wrong(
                        Message.LOSS_READ,
                        "input 0",
                        () -> row.meanLoss().plus(1),
                        "@Scale reads the loss 'MeanLoss', and no layer can read a loss; several losses are added up, each times its weight"),
                wrong(
                        Message.LOSS_SHAPE,
                        "input 1",
                        () -> steps.softmaxCrossEntropy(label),
                        "@SoftmaxCrossEntropy compares a prediction [n, 6, 8] with a target [n, 6], got [n]"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "blank",
                        () -> steps.ctc(Tensor.target("t", List.of(2), o -> o.type(INT)), o -> o.blank(8)),
                        "blank must be a class from 0 to 7, got 8"),
                wrong(Message.SHAPE, "input 1", () -> steps.ctc(label), "input 1 of @Ctc must be [n, labels], got [n]"),
                wrong(
                        Message.LOSS_SHAPE,
                        "input 1",
                        () -> row.huber(Tensor.target("t", 4)),
                        "@Huber compares a prediction [n, 8] with a target [n, 8], got [n, 4]"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "variable",
                        () -> Tensor.input("x", List.of(), o -> o.variable("T")),
                        "variable must be a name such as T for the first axis, got 'T'"),
                wrong(
                        Message.OUT_OF_RANGE,
                        "variable",
                        () -> Tensor.input("x", List.of(4), o -> o.variable("n")),
                        "variable must be a name such as T for the first axis, got 'n'"),
                wrong(
                        Message.DERIVATIVE_WITHOUT_BATCH,
                        "input 1",
                        () -> {
                            Tensor gain = Tensor.parameter("gain", 8);
                            return row.times(gain).derivative(gain);
                        },
                        "a derivative is that of one sample, and [8] is the same for every sample"),
                wrong(
                        Message.DERIVATIVE_INDEPENDENT,
                        "input 1",
                        () -> row.sin().named("wave").derivative(row.cos().named("other")),
                        "'wave' does not depend on 'other', so it has no derivative with respect to it"),
                wrong(
                        Message.SYMBOL,
                        "",
                        () -> Network.of(words.mean(0)
                                .plus(Tensor.input("more", List.of(9, 8), o -> o.variable("T"))
                                        .mean(0))),
                        "'T' is variable up to 6 in 'words' and up to 9 in 'more'; give each length a name of its own"),
                wrong(
                        Message.NO_OUTPUT,
                        "",
                        () -> Network.of(),
                        "the network has no output; an interface needs a tensor that no layer reads, a definition gives one to Network.of"),
                wrong(
                        Message.NOT_AN_OUTPUT,
                        "",
                        () -> Network.of(row),
                        "'row' is an input; it cannot be made an output"),
                wrong(
                        Message.NOT_AN_OUTPUT,
                        "",
                        () -> Network.of(truth),
                        "'truth' is a target; it cannot be made an output"),
                wrong(
                        Message.NOT_AN_OUTPUT,
                        "",
                        () -> Network.of(row.meanLoss()),
                        "'MeanLoss' is a loss; it cannot be made an output"),
                wrong(
                        Message.NOT_AN_OUTPUT,
                        "",
                        () -> Network.of(steps.learnedPositions()),
                        "'LearnedPositions' is the same for every sample; it cannot be made an output"),
                wrong(
                        Message.NOT_AN_OUTPUT,
                        "",
                        () -> Network.of(y, y),
                        "'y' is an output already; it cannot be made an output"),
                wrong(
                        Message.SEVERAL_OUTPUTS_ONE_LOSS,
                        "loss",
                        () -> Network.of(row.relu().named("a"), row.tanh().named("b"))
                                .loss(Loss.HUBER),
                        "loss = HUBER is for a network with one output, and this one has 2 (a, b); declare each loss as a layer with its @Target"),
                wrong(
                        Message.LOSS_TWICE,
                        "loss",
                        () -> Network.of(y).loss(Loss.HUBER).loss(Loss.HUBER),
                        "loss = HUBER is the short form for a network without loss layers, and this one has 'loss'; remove one of the two"),
                wrong(
                        Message.TARGET_NOT_FOR_LOSS,
                        "",
                        () -> Network.of(row.plus(truth).named("sum")),
                        "'truth' is a target, which only losses can read; 'sum' is no loss and reads it"),
                wrong(
                        Message.DUPLICATE_NAME,
                        "",
                        () -> Network.of(row.relu().named("h").tanh().named("h")),
                        "two tensors are named 'h'"),
                wrong(
                        Message.SHARED_PARAMETER_DIFFERS,
                        "",
                        () -> Network.of(row.dense(8)
                                .named("a")
                                .dense(4, o -> o.name("a"))
                                .named("b")),
                        "'a.weight' is shared by 'a' as [8, 8] and by 'b' as [4, 8]; layers that share a parameter must agree on it"),
                wrong(
                        Message.SHARED_PARAMETER_DIFFERS,
                        "",
                        () -> Network.of(
                                y.dense(8, o -> o.name("y").trainable(false)).named("z")),
                        "'y.weight' is shared by 'y' as [8, 8] and by 'z' as [8, 8], not trainable; layers that share a parameter must agree on it"));
    }

    private static Wrong wrong(Message problem, String where, Supplier<?> declaration, String text) {
        return new Wrong(problem, where, declaration, text);
    }

    @TestFactory
    Stream<DynamicTest> texts() {
        return declarations().stream()
                .map(wrong -> dynamicTest(wrong.text(), () -> {
                    NetworkException e = catchThrowableOfType(
                            NetworkException.class, () -> wrong.declaration().get());
                    assertThat(e).hasMessage(wrong.text());
                    assertThat(e.problem()).isEqualTo(wrong.problem());
                    String input = e.input() < 0 ? "" : "input " + e.input();
                    assertThat(e.attribute() != null ? e.attribute() : input).isEqualTo(wrong.where());
                }));
    }

    @Test
    void everyMessageHasATest() {
        Set<Message> tested =
                declarations().stream().map(Wrong::problem).collect(toCollection(() -> EnumSet.noneOf(Message.class)));
        assertThat(tested).containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.copyOf(OF_FRONT_ENDS)));
    }
}
