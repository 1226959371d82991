package dev.nervure.examples.benchmarks.networks;

import dev.nervure.dsl.Tensor;

/** A block of MobileNet (Howard and others 2017). */
final class Separable {
    private Separable() {}

    /** A depthwise convolution of 3 x 3 and a convolution of 1 x 1, each with batch norm and ReLU. */
    static Tensor block(Tensor x, int number, int in, int out, int stride) {
        Tensor depthwise = x.conv2d(in, 3, o -> o.stride(stride).padding(1).groups(in).bias(false))
                .named("dw" + number)
                .batchNorm()
                .named("dwb" + number)
                .relu();
        return depthwise
                .conv2d(out, 1, o -> o.bias(false))
                .named("pw" + number)
                .batchNorm()
                .named("pwb" + number)
                .relu();
    }
}
