package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Unsupported;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a kernel moves over images, for each axis.
 *
 * @param kernel the sizes of the kernel
 * @param strides the distances between neighbouring places of the kernel
 * @param dilations the distances between neighbouring weights
 * @param before the padding before the image
 * @param after the padding after it, with what rounding up adds
 * @param extra the part of {@code after} that rounding up adds
 */
record Windows(
        List<Integer> kernel,
        List<Integer> strides,
        List<Integer> dilations,
        List<Integer> before,
        List<Integer> after,
        List<Integer> extra) {

    /** Reads the attributes of a node for images {@code [n, channels, places…]}. */
    static Windows of(Call call, Shape image, List<Integer> kernel) {
        return of(call, image, kernel, 1);
    }

    /** The same for values whose places begin at an axis. */
    static Windows of(Call call, Shape image, List<Integer> kernel, int from) {
        int axes = image.rank() - from;
        if (kernel.size() != axes) {
            throw new Unsupported("a kernel of " + kernel.size() + " axes reads an image of " + axes);
        }
        List<Integer> strides = call.integers("strides", Collections.nCopies(axes, 1));
        List<Integer> dilations = call.integers("dilations", Collections.nCopies(axes, 1));
        List<Integer> pads = call.integers("pads", Collections.nCopies(2 * axes, 0));
        String auto = call.text("auto_pad", "NOTSET");
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        List<Integer> extra = new ArrayList<>();
        for (int i = 0; i < axes; i++) {
            int extent = dilations.get(i) * (kernel.get(i) - 1) + 1;
            int stride = strides.get(i);
            boolean constant = image.axis(i + from).constant();
            int size = image.axis(i + from).max();
            int first = pads.get(i);
            int last = pads.get(axes + i);
            if (auto.startsWith("SAME")) {
                requireConstant(constant, auto);
                int total = same(size, stride, extent);
                first = auto.equals("SAME_LOWER") ? total - total / 2 : total / 2;
                last = total - first;
            } else if (auto.equals("VALID")) {
                first = 0;
                last = 0;
            }
            int more = call.flag("ceil_mode") ? over(image.axis(i + from), first, last, extent, stride) : 0;
            before.add(first);
            after.add(last + more);
            extra.add(more);
        }
        return new Windows(kernel, strides, dilations, before, after, extra);
    }

    /**
     * How far the last window reaches over the padding after an image, if sizes are rounded up. A window that begins there is left
     * out. Of an axis whose length varies it is as far as one may reach at any length.
     */
    private static int over(Dim length, int before, int after, int extent, int stride) {
        if (!length.constant()) {
            return stride - 1;
        }
        int size = length.max();
        int places = (size + before + after - extent + stride - 1) / stride + 1;
        if ((places - 1) * stride >= size + before) {
            places--;
        }
        return Math.max(0, (places - 1) * stride + extent - (size + before + after));
    }

    /** Whether the padding makes one place of each step, the greater half of it after the image. */
    boolean same(Shape image) {
        return IntStream.range(0, kernel.size()).allMatch(i -> {
            int extent = dilations.get(i) * (kernel.get(i) - 1) + 1;
            int stride = strides.get(i);
            Dim length = image.axis(i + 1);
            int total = stride == 1 ? extent - 1 : length.constant() ? same(length.max(), stride, extent) : -1;
            return before.get(i) == total / 2 && after.get(i) == total - total / 2;
        });
    }

    private static int same(int size, int stride, int extent) {
        return Math.max(0, ((size + stride - 1) / stride - 1) * stride + extent - size);
    }

    /** What comes after the image beyond what comes before it. */
    List<Integer> over() {
        return IntStream.range(0, kernel.size())
                .mapToObj(i -> after.get(i) - before.get(i))
                .toList();
    }

    /**
     * Requires images {@code [channels, places…]} of fixed size.
     *
     * @throws Unsupported if the length of an axis varies
     */
    void requireConstant(Shape image) {
        for (int i = 0; i < kernel.size(); i++) {
            requireConstant(image.axis(i + 1).constant(), "uneven padding");
        }
    }

    private static void requireConstant(boolean constant, String what) {
        if (!constant) {
            throw new Unsupported(what + " needs an image of fixed size");
        }
    }

    /** Whether the padding is the same before and after the image. */
    boolean symmetric() {
        return before.equals(after);
    }

    /** Whether the image is padded alike on both sides, and what comes after that is what rounding up adds. */
    boolean roundsUp(Shape image) {
        return IntStream.range(0, kernel.size()).allMatch(i -> {
            int extent = dilations.get(i) * (kernel.get(i) - 1) + 1;
            return over().get(i) == over(image.axis(i + 1), before.get(i), before.get(i), extent, strides.get(i));
        });
    }

    /** The padding, as a layer takes it: of the last axis first, before and after. */
    int[] margins() {
        return margins(before, after);
    }

    static int[] margins(List<Integer> before, List<Integer> after) {
        int axes = before.size();
        int[] margins = new int[2 * axes];
        for (int i = 0; i < axes; i++) {
            margins[2 * i] = before.get(axes - 1 - i);
            margins[2 * i + 1] = after.get(axes - 1 - i);
        }
        return margins;
    }
}
