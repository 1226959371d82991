package dev.nervure.processor.frontend;

import static java.util.Map.entry;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What PyTorch and Keras call layers and attributes, and what these are called here. */
final class OtherNames {
    private static final Map<String, String> LAYERS = Map.ofEntries(
            entry("Linear", "@Dense(units = …)"),
            entry("LSTM", "@Lstm(units = …)"),
            entry("GRU", "@Gru(units = …)"),
            entry("RNN", "@Rnn(units = …)"),
            entry("SimpleRNN", "@Rnn(units = …)"),
            entry("Bidirectional", "an attribute, @Lstm(units = …, bidirectional = true)"),
            entry("TimeDistributed", "not needed: @Dense reads the last axis, at every step"),
            entry("Conv1D", "@Conv1d(channels = …, kernelSize = …)"),
            entry("Conv2D", "@Conv2d(channels = …, kernelSize = …)"),
            entry("DepthwiseConv2D", "@Conv2d(channels = …, kernelSize = …, groups = …)"),
            entry("Conv1DTranspose", "@ConvTranspose1d(channels = …, kernelSize = …)"),
            entry("Conv2DTranspose", "@ConvTranspose2d(channels = …, kernelSize = …)"),
            entry("MaxPooling1D", "@MaxPool1d(kernelSize = …)"),
            entry("MaxPooling2D", "@MaxPool2d(kernelSize = …)"),
            entry("AveragePooling1D", "@AvgPool1d(kernelSize = …)"),
            entry("AveragePooling2D", "@AvgPool2d(kernelSize = …)"),
            entry("GlobalAveragePooling1D", "@GlobalAvgPool"),
            entry("GlobalAveragePooling2D", "@GlobalAvgPool"),
            entry("UpSampling2D", "@Upsample(scaleFactor = …)"),
            entry("ZeroPadding2D", "@Pad(padding = …)"),
            entry("BatchNorm1d", "@BatchNorm"),
            entry("BatchNorm2d", "@BatchNorm"),
            entry("BatchNormalization", "@BatchNorm"),
            entry("LayerNormalization", "@LayerNorm"),
            entry("RMSNorm", "@RmsNorm"),
            entry("InstanceNorm1d", "@InstanceNorm"),
            entry("InstanceNorm2d", "@InstanceNorm"),
            entry("Dropout1d", "@Dropout(p = …)"),
            entry("Dropout2d", "@Dropout(p = …)"),
            entry("ReLU", "@Relu, or activation = Activation.RELU of the layer before"),
            entry("LeakyReLU", "@LeakyRelu"),
            entry("PReLU", "@Prelu"),
            entry("ELU", "@Elu"),
            entry("SELU", "@Selu"),
            entry("GELU", "@Gelu"),
            entry("SiLU", "@Silu"),
            entry("Swish", "@Silu"),
            entry("Hardswish", "@HardSwish"),
            entry("Hardsigmoid", "@HardSigmoid"),
            entry("LogSoftMax", "@LogSoftmax"),
            entry("Activation", "an attribute of the layer, activation = Activation.RELU, or a layer such as @Relu"),
            entry("Concatenate", "@Concat"),
            entry("Cat", "@Concat"),
            entry("View", "@Reshape(…)"),
            entry("Permute", "@Transpose(…)"),
            entry("InputLayer", "@Input({…})"),
            entry("MultiheadAttention", "@MultiHeadAttention(heads = …)"),
            entry("TransformerEncoderLayer", "@TransformerEncoder(layers = 1, heads = …)"),
            entry("TransformerDecoderLayer", "@TransformerDecoder(layers = 1, heads = …)"),
            entry("PositionalEncoding", "@SinusoidalPositions or @LearnedPositions"),
            entry("CrossEntropyLoss", "@SoftmaxCrossEntropy, or loss = Loss.SOFTMAX_CROSS_ENTROPY"),
            entry("NLLLoss", "@SoftmaxCrossEntropy, which reads logits"),
            entry("BCELoss", "@BinaryCrossEntropy, or loss = Loss.BINARY_CROSS_ENTROPY"),
            entry("BCEWithLogitsLoss", "@SigmoidCrossEntropy, or loss = Loss.SIGMOID_CROSS_ENTROPY"),
            entry("MSELoss", "@MeanSquaredError, or loss = Loss.MEAN_SQUARED_ERROR"),
            entry("L1Loss", "@MeanAbsoluteError, or loss = Loss.MEAN_ABSOLUTE_ERROR"),
            entry("HuberLoss", "@Huber"),
            entry("CTCLoss", "@Ctc"),
            entry("SmoothL1Loss", "@Huber"));

    /** Attributes by their names elsewhere: the first of these that a layer has is meant. */
    private static final Map<String, String[]> ATTRIBUTES = Map.ofEntries(
            entry("value", names("units", "channels", "p", "kernelSize", "size", "heads", "groups", "axis")),
            entry("out_features", names("units")),
            entry("outFeatures", names("units")),
            entry("out_channels", names("channels")),
            entry("outChannels", names("channels")),
            entry("filters", names("channels")),
            entry("units", names("channels", "hidden", "size")),
            entry("channels", names("units")),
            entry("hidden_size", names("units")),
            entry("hiddenSize", names("units")),
            entry("kernel_size", names("kernelSize")),
            entry("pool_size", names("kernelSize")),
            entry("poolSize", names("kernelSize")),
            entry("kernel", names("kernelSize")),
            entry("strides", names("stride")),
            entry("dilation_rate", names("dilation")),
            entry("padding_mode", names("paddingMode")),
            entry("use_bias", names("bias")),
            entry("useBias", names("bias")),
            entry("kernel_initializer", names("initializer")),
            entry("rate", names("p")),
            entry("prob", names("p")),
            entry("dropout", names("p")),
            entry("dim", names("axis")),
            entry("epsilon", names("eps")),
            entry("negative_slope", names("negativeSlope")),
            entry("alpha", names("negativeSlope")),
            entry("num_groups", names("groups")),
            entry("num_embeddings", names("size")),
            entry("vocab_size", names("size")),
            entry("vocabulary", names("size")),
            entry("embedding_dim", names("units")),
            entry("output_dim", names("units")),
            entry("num_layers", names("layers")),
            entry("numLayers", names("layers")),
            entry("num_heads", names("heads")),
            entry("numHeads", names("heads")),
            entry("nhead", names("heads")),
            entry("dim_feedforward", names("feedForward")),
            entry("norm_first", names("normFirst")),
            entry("scale_factor", names("scaleFactor")),
            entry("size", names("scaleFactor")),
            entry("num_classes", names("classes")),
            entry("output_size", names("value")),
            entry("shape", names("value")),
            entry("dtype", names("type")),
            entry("label_smoothing", names("labelSmoothing")),
            entry("ignore_index", names("ignoreIndex")),
            entry("definedBy", names("definition")));

    private static final String SHAPE_SAYS = "what it reads says that, leave it out";
    private static final String ORDER =
            "the batch is always first, and channels come before height and width; leave it out";

    /** Attributes that need nothing here, and why. */
    private static final Map<String, String> LEFT_OUT = Map.ofEntries(
            entry("in_features", SHAPE_SAYS),
            entry("inFeatures", SHAPE_SAYS),
            entry("in_channels", SHAPE_SAYS),
            entry("inChannels", SHAPE_SAYS),
            entry("input_size", SHAPE_SAYS),
            entry("input_dim", SHAPE_SAYS),
            entry("input_shape", SHAPE_SAYS),
            entry("num_features", SHAPE_SAYS),
            entry("normalized_shape", SHAPE_SAYS),
            entry("embed_dim", SHAPE_SAYS),
            entry("key_dim", SHAPE_SAYS),
            entry("d_model", SHAPE_SAYS),
            entry("batch_first", ORDER),
            entry("batchFirst", ORDER),
            entry("data_format", ORDER),
            entry("batch_size", "a model takes batches of any size; leave it out"),
            entry("return_sequences", "return_sequences = true is lastOnly = false here"),
            entry("returnSequences", "returnSequences = true is lastOnly = false here"),
            entry("activation", "this layer applies none; declare the activation as a layer after it, such as @Relu"),
            entry("inplace", "memory is shared where that can be; leave it out"),
            entry("device", "models run on the processor; leave it out"),
            entry("reduction", "losses are means over the batch; leave it out"));

    private OtherNames() {}

    private static String[] names(String... names) {
        return names;
    }

    /** What a layer of another framework is called here; null if no other framework has such a name. */
    static @Nullable String layer(String name) {
        return LAYERS.get(name);
    }

    /** What an attribute that a layer does not have is called here, or else which it has. */
    static String attribute(String name, Collection<String> own) {
        for (String candidate : ATTRIBUTES.getOrDefault(name, names())) {
            if (own.contains(candidate)) {
                return "write " + candidate + " = …";
            }
        }
        String reason = LEFT_OUT.get(name);
        if (reason != null) {
            return reason;
        }
        String has = own.isEmpty() ? "it has none" : "it has " + String.join(", ", own);
        return has + Closest.suggestion(name, own);
    }
}
