package dev.nervure.processor.random;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.PaddingMode;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.UpsampleMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Convolutions, pooling and up-sampling of all that has channels. */
final class ImageGrowth {
    static final List<Growth> ALL = List.of(
            ImageGrowth::convolution,
            ImageGrowth::convolution,
            ImageGrowth::transposed,
            ImageGrowth::maxPool,
            ImageGrowth::avgPool,
            garden -> image(garden, 2, 3).map(Tensor::globalAvgPool),
            garden -> image(garden, 3, 3).map(x -> x.adaptiveAvgPool2d(garden.from(1, 3), garden.from(1, 3))),
            ImageGrowth::upsample,
            ImageGrowth::block,
            ImageGrowth::block,
            ImageGrowth::normalized);

    private static final int LARGE = 300; // values of a sample, from where images are not made larger

    private ImageGrowth() {}

    private static Optional<Tensor> image(Garden garden, int least, int most) {
        return garden.any(t -> t.shape().rank() >= least
                && t.shape().rank() <= most
                && t.shape().size() <= LARGE);
    }

    private static Optional<Tensor> convolution(Garden garden) {
        return image(garden, 2, 3).flatMap(x -> {
            int groups = garden.chance(0.7) ? 1 : x.shape().axis(0).max();
            int channels = groups * garden.from(1, 3);
            int kernel = garden.from(1, 3);
            int stride = garden.from(1, 2);
            int dilation = garden.from(1, 2);
            PaddingMode mode = garden.oneOf(List.of(PaddingMode.values()));
            int padding = mode == PaddingMode.EXPLICIT ? garden.from(0, 3) : 0;
            Activation activation = activation(garden);
            boolean bias = garden.chance(0.7);
            int width = garden.from(1, 3);
            return fitting(() -> x.shape().rank() == 2
                    ? x.conv1d(channels, kernel, o -> o.groups(groups)
                            .stride(stride)
                            .dilation(dilation)
                            .paddingMode(mode)
                            .padding(padding)
                            .bias(bias)
                            .activation(activation))
                    : x.conv2d(channels, kernel, o -> o.groups(groups)
                            .kernelSize(kernel, width)
                            .stride(stride)
                            .dilation(dilation, 1)
                            .paddingMode(mode)
                            .padding(padding)
                            .bias(bias)
                            .activation(activation)));
        });
    }

    /** What is computed together with a convolution, each now and then: normalised, added, applied, pooled. */
    private static Optional<Tensor> block(Garden garden) {
        boolean pools = garden.chance(0.4);
        Optional<Tensor> source = pools
                ? garden.any(t -> t.shape().rank() == 1)
                        .map(t -> t.dense(48).reshape(3, 4, 4)) // large enough for the runtime's maxima
                : image(garden, 3, 3);
        return source.map(x -> {
            int channels = pools ? 16 : garden.from(1, 3);
            Tensor y = x.conv2d(channels, 3, o -> o.padding(1).bias(garden.chance(0.5)));
            if (garden.chance(0.6)) {
                y = y.batchNorm(o -> o.eps(0.1f).affine(garden.chance(0.7)));
            }
            if (garden.chance(0.4)) {
                y = y.plus(x.conv2d(channels, 1));
            }
            if (garden.chance(0.8)) {
                y = y.activation(activation(garden));
            }
            return pools ? y.maxPool2d(2) : garden.chance(0.6) ? y.globalAvgPool() : y;
        });
    }

    /** A dense layer or a convolution along one axis, normalised. */
    private static Optional<Tensor> normalized(Garden garden) {
        return garden.any(t -> t.shape().rank() <= 2 && t.shape().size() <= LARGE)
                .map(x -> {
                    Tensor z = x.shape().rank() == 1 ? x.dense(garden.from(1, 9)) : x.conv1d(garden.from(1, 5), 1);
                    Tensor y = z.batchNorm(o -> o.eps(0.1f).affine(garden.chance(0.7)));
                    return garden.chance(0.7) ? y.activation(activation(garden)) : y;
                });
    }

    private static Optional<Tensor> transposed(Garden garden) {
        return image(garden, 2, 3).flatMap(x -> {
            int groups = garden.chance(0.7) ? 1 : x.shape().axis(0).max();
            int channels = groups * garden.from(1, 2);
            int kernel = garden.from(1, 4);
            int stride = garden.from(1, 3);
            int dilation = garden.from(1, 2);
            PaddingMode mode = garden.oneOf(List.of(PaddingMode.values()));
            boolean explicit = mode == PaddingMode.EXPLICIT;
            int padding = explicit ? garden.from(0, 2) : 0;
            int outputPadding = explicit ? garden.from(0, Math.max(stride, dilation) - 1) : 0;
            Activation activation = activation(garden);
            boolean bias = garden.chance(0.7);
            return fitting(() -> x.shape().rank() == 2
                    ? x.convTranspose1d(channels, kernel, o -> o.groups(groups)
                            .stride(stride)
                            .dilation(dilation)
                            .paddingMode(mode)
                            .padding(padding)
                            .outputPadding(outputPadding)
                            .bias(bias)
                            .activation(activation))
                    : x.convTranspose2d(channels, kernel, o -> o.groups(groups)
                            .stride(stride)
                            .dilation(dilation)
                            .paddingMode(mode)
                            .padding(padding)
                            .outputPadding(outputPadding)
                            .bias(bias)
                            .activation(activation)));
        });
    }

    private static Activation activation(Garden garden) {
        return garden.oneOf(List.of(Activation.IDENTITY, Activation.RELU, Activation.TANH, Activation.GELU));
    }

    private static Optional<Tensor> maxPool(Garden garden) {
        return image(garden, 2, 3).flatMap(x -> {
            int kernel = garden.from(1, 3);
            int stride = garden.from(1, 3);
            int dilation = garden.chance(0.7) ? 1 : 2;
            // a window within the padding alone has no maximum
            int padding = dilation > 1 ? 0 : garden.from(0, kernel / 2);
            boolean ceil = garden.chance(0.4);
            return fitting(() -> x.shape().rank() == 2
                    ? x.maxPool1d(kernel, o -> o.stride(stride)
                            .padding(padding)
                            .dilation(dilation)
                            .ceilMode(ceil))
                    : x.maxPool2d(kernel, o -> o.stride(stride, 1)
                            .padding(padding)
                            .dilation(1, dilation)
                            .ceilMode(ceil)));
        });
    }

    private static Optional<Tensor> avgPool(Garden garden) {
        return image(garden, 2, 3).flatMap(x -> {
            int kernel = garden.from(1, 3);
            int stride = garden.from(1, 3);
            int padding = garden.from(0, kernel / 2);
            boolean ceil = garden.chance(0.4);
            boolean count = garden.chance(0.5);
            return fitting(() -> x.shape().rank() == 2
                    ? x.avgPool1d(kernel, o -> o.stride(stride)
                            .padding(padding)
                            .ceilMode(ceil)
                            .countIncludePad(count))
                    : x.avgPool2d(kernel, o -> o.stride(1, stride)
                            .padding(padding)
                            .ceilMode(ceil)
                            .countIncludePad(count)));
        });
    }

    private static Optional<Tensor> upsample(Garden garden) {
        return image(garden, 2, 3).map(x -> {
            int factor = garden.from(1, 3);
            if (x.shape().rank() == 2) {
                return x.upsample(factor);
            }
            UpsampleMode mode = garden.oneOf(List.of(UpsampleMode.values()));
            return x.upsample(factor, o -> o.scaleFactor(factor, 2).mode(mode));
        });
    }

    /** The layer, unless a kernel is larger than what it reads. */
    private static Optional<Tensor> fitting(Supplier<Tensor> layer) {
        try {
            return Optional.of(layer.get());
        } catch (NetworkException e) {
            return Optional.empty();
        }
    }
}
