package dev.nervure.processor.onnx.operators;

import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Unsupported;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How {@code Resize} changes one axis, and where each place of the result lies in the image.
 *
 * @param from the size of the image
 * @param to the size of the result
 * @param scale the factor that the file says, or the quotient of the sizes
 * @param start where a part of the image begins that is cut out, as a share of the image
 * @param end where it ends
 * @param coordinates how places are counted
 * @param rounding which of two neighbours is the nearest
 */
record ResizedAxis(int from, int to, double scale, double start, double end, String coordinates, String rounding) {
    private static final String CROP = "tf_crop_and_resize";

    /**
     * How places of the image are mixed.
     *
     * @param cubic whether four places are mixed, not two
     * @param a the free number of the cubic curve
     * @param antialias whether a smaller result mixes as many places as it leaves out
     * @param excludeOutside whether places outside of the image do not count; otherwise they repeat the edge
     */
    record Kernel(boolean cubic, float a, boolean antialias, boolean excludeOutside) {
        /** The share of a place at a distance. */
        double at(double distance) {
            double x = Math.abs(distance);
            if (!cubic) {
                return Math.max(0, 1 - x);
            }
            if (x <= 1) {
                return ((a + 2) * x - (a + 3)) * x * x + 1;
            }
            return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0;
        }
    }

    /** Reads a node: an axis of the file each. */
    static List<ResizedAxis> of(Call call, Flow x) {
        int rank = x.rank();
        boolean old = call.node().operator().equals("Upsample") || call.opset() < 11;
        String coordinates = old ? "asymmetric" : call.text("coordinate_transformation_mode", "half_pixel");
        String rounding = old ? "floor" : call.text("nearest_mode", "round_prefer_floor");
        List<Integer> axes = call
                .integers("axes", IntStream.range(0, rank).boxed().toList())
                .stream()
                .map(axis -> Call.axis(axis, rank))
                .toList();
        int scalesAt = call.opset() < 11 || call.node().operator().equals("Upsample") ? 1 : 2;
        Literal sizes = call.has(3) ? call.known(3, "the sizes") : null;
        sizes = sizes != null && sizes.size() > 0 ? sizes : null;
        Literal scales =
                sizes != null ? null : call.has(scalesAt) ? call.known(scalesAt, "the factors") : fromAttribute(call);
        requireOne(axes.size(), sizes, scales);
        Literal roi = coordinates.equals(CROP) ? call.known(1, "the part that is cut out") : null;
        if (roi != null && roi.size() != 2 * axes.size()) {
            throw new Unsupported("the part that is cut out has " + roi.size() + " numbers, not 2 an axis");
        }
        double common = sizes == null ? 0 : common(call, x, axes, sizes);
        List<ResizedAxis> all =
                new ArrayList<>(Collections.nCopies(rank, new ResizedAxis(1, 1, 1, 0, 1, coordinates, rounding)));
        for (int i = 0; i < axes.size(); i++) {
            int axis = axes.get(i);
            double start = roi == null ? 0 : roi.number(i);
            double end = roi == null ? 1 : roi.number(axes.size() + i);
            boolean kept = scales != null && scales.number(i) == 1 && start == 0 && end == 1;
            if (kept || axis == x.axes().batch()) {
                requireKept(call, kept, axis, x, sizes == null ? -1 : sizes.integer(i));
                continue;
            }
            int from = Math.toIntExact(x.dims().get(axis).value());
            long size = sizes == null ? 0 : sizes.integer(i);
            double scale = scales != null ? scales.number(i) : common > 0 ? common : (double) size / from;
            long to =
                    scales != null ? (long) Math.floor(from * scale) : common > 0 ? (long) (common * from + 0.5) : size;
            if (!(scale > 0) || to < 1) {
                throw new Unsupported("axis " + axis + " of " + from + " becomes " + to);
            }
            all.set(axis, new ResizedAxis(from, Strided.few(to, "places"), scale, start, end, coordinates, rounding));
        }
        return all;
    }

    private static void requireOne(int axes, @Nullable Literal sizes, @Nullable Literal scales) {
        Literal given = sizes != null ? sizes : scales;
        if (given == null || given.size() != axes) {
            throw new Unsupported("it changes " + axes + " axes, and has " + (given == null ? 0 : given.size())
                    + " sizes or factors");
        }
    }

    private static void requireKept(Call call, boolean kept, int axis, Flow x, long size) {
        boolean same = kept
                || (size >= 0
                        && (x.dims().get(axis).is(size) || !x.dims().get(axis).constant()));
        if (!same) {
            throw new Unsupported("it changes the number of samples of the batch, axis " + axis);
        }
        if (call.text("keep_aspect_ratio_policy", "stretch").startsWith("not_") && !kept) {
            throw new Unsupported("it keeps the ratio between the batch and other axes");
        }
    }

    /** The one factor of all axes that keeps the ratio of an image within these sizes, or beyond them; 0 if each has its own. */
    private static double common(Call call, Flow x, List<Integer> axes, Literal sizes) {
        String policy = call.text("keep_aspect_ratio_policy", "stretch");
        if (policy.equals("stretch")) {
            return 0;
        }
        if (!policy.equals("not_larger") && !policy.equals("not_smaller")) {
            throw new Unsupported("keep_aspect_ratio_policy '" + policy + "' is unknown");
        }
        double common = policy.equals("not_larger") ? Double.MAX_VALUE : 0;
        for (int i = 0; i < axes.size(); i++) {
            double scale = (double) sizes.integer(i) / x.dims().get(axes.get(i)).value();
            common = policy.equals("not_larger") ? Math.min(common, scale) : Math.max(common, scale);
        }
        return common;
    }

    private static Literal fromAttribute(Call call) {
        var scales = call.attribute("scales");
        if (scales == null) {
            throw new Unsupported("neither sizes nor factors are given");
        }
        float[] values = new float[scales.numbers().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = scales.numbers().get(i);
        }
        return Literal.of(DataType.FLOAT, List.of(values.length), values);
    }

    /** Whether the axis stays as it is. */
    boolean none() {
        return from == to && scale == 1 && !(coordinates.equals(CROP) && (start != 0 || end != 1));
    }

    /** Whether places are counted as an up-sampling layer counts them. */
    boolean plainHalfPixel() {
        return coordinates.equals("half_pixel");
    }

    /** Where a place of the result lies in the image, by ONNX's formulas: its last one counts with the size before rounding. */
    private double source(int place) {
        double size = scale * from;
        return switch (coordinates) {
            case "half_pixel" -> (place + 0.5) / scale - 0.5;
            case "half_pixel_symmetric" -> from / 2.0 * (1 - to / size) + (place + 0.5) / scale - 0.5;
            case "pytorch_half_pixel" -> size == 1 ? -0.5 : (place + 0.5) / scale - 0.5;
            case "align_corners" -> size == 1 ? 0 : place * (from - 1.0) / (size - 1);
            case "asymmetric" -> place / scale;
            case CROP ->
                start * (from - 1)
                        + (size == 1
                                ? (end - start) * (from - 1) / 2
                                : place * (end - start) * (from - 1) / (size - 1));
            default -> throw new Unsupported("coordinates '" + coordinates + "' are unknown");
        };
    }

    /** The places of the result that lie outside of the image, and take a number of their own. */
    boolean[] outside() {
        boolean[] outside = new boolean[to];
        for (int i = 0; i < to && coordinates.equals(CROP); i++) {
            double at = source(i);
            outside[i] = at < 0 || at > from - 1;
        }
        return outside;
    }

    /** For each place of the result the nearest one of the image; −1 outside of it. */
    int[] places() {
        int[] places = new int[to];
        boolean[] outside = outside();
        for (int i = 0; i < to; i++) {
            double at = source(i);
            double place =
                    switch (rounding) {
                        case "floor" -> Math.floor(at);
                        case "ceil" -> Math.ceil(at);
                        case "round_prefer_ceil" -> Math.floor(at + 0.5);
                        case "round_prefer_floor" -> Math.ceil(at - 0.5);
                        default -> throw new Unsupported("nearest_mode '" + rounding + "' is unknown");
                    };
            places[i] = outside[i] ? -1 : (int) Math.max(0, Math.min(from - 1, place));
        }
        return places;
    }

    /** The matrix {@code [from, to]} of the shares that each place of the image has in each of the result. */
    float[] shares(Kernel kernel) {
        double narrow = kernel.antialias() ? Math.min(scale, 1) : 1;
        int reach = (int) Math.ceil((kernel.cubic() ? 2 : 1) / narrow);
        boolean[] outside = outside();
        float[] shares = new float[Literal.computed(List.of(from, to))];
        for (int i = 0; i < to; i++) {
            if (outside[i]) {
                continue;
            }
            double at = source(i);
            int last = (int) Math.ceil(at); // the place at the left of it, or itself, is the one before
            double sum = 0;
            double[] column = new double[from];
            for (int place = last - reach; place < last + reach; place++) {
                boolean within = place >= 0 && place < from;
                double share = within || !kernel.excludeOutside() ? kernel.at((place - at) * narrow) : 0;
                column[Math.max(0, Math.min(from - 1, place))] += share;
                sum += share;
            }
            for (int place = 0; place < from; place++) {
                shares[place * to + i] += (float) (column[place] / sum);
            }
        }
        return shares;
    }
}
