package dev.nervure.processor.onnx.operators;

import dev.nervure.dsl.Tensor;
import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import dev.nervure.processor.onnx.translate.Operator;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Margins of a number, of the values at the edge, mirrored or from the other side. */
final class Padding {
    private Padding() {}

    static Map<String, Operator> operators() {
        return Map.of("Pad", Padding::pad);
    }

    private static List<Value> pad(Call call) {
        Flow x = call.flow(0);
        String attribute = call.has("paddings") ? "paddings" : "pads";
        List<Integer> pads = call.integersOrInput(attribute, 1, "the margins");
        if (pads == null) {
            throw new Unsupported("the margins are missing");
        }
        List<Integer> axes = call.has(3)
                ? call.known(3, "the axes").ints()
                : IntStream.range(0, pads.size() / 2).boxed().toList();
        float value = call.has(2) ? call.known(2, "the number").number(0) : call.number("value", 0);
        String mode = call.text("mode", "constant");
        Tensor y = x.tensor();
        int rank = y.shape().rank();
        int[] margins = new int[2 * rank];
        boolean any = false;
        for (int i = 0; i < axes.size(); i++) {
            int before = pads.get(i);
            int after = pads.get(axes.size() + i);
            if (before == 0 && after == 0) {
                continue;
            }
            int at = x.sample(Call.axis(axes.get(i), x.rank()));
            int size = y.shape().axis(at).max();
            if (before < 0 || after < 0) {
                y = y.slice(at, Math.max(0, -before), size - Math.max(0, -after));
                size = y.shape().axis(at).max();
            }
            if (mode.equals("constant")) {
                margins[2 * (rank - 1 - at)] = Math.max(0, before);
                margins[2 * (rank - 1 - at) + 1] = Math.max(0, after);
                any |= before > 0 || after > 0;
            } else {
                y = y.gather(at, places(mode, size, Math.max(0, before), Math.max(0, after)));
            }
        }
        if (any) {
            List<Integer> all = new ArrayList<>(IntStream.of(margins).boxed().toList());
            float filled = Float.isInfinite(value) ? Math.copySign(Float.MAX_VALUE, value) : value;
            y = y.pad(all, o -> o.value(filled));
        }
        return List.of(x.with(y));
    }

    /** Where the values of the margins come from. */
    private static Tensor places(String mode, int size, int before, int after) {
        Strided.few((long) before + size + after, "places");
        int[] places = IntStream.range(-before, size + after)
                .map(i -> switch (mode) {
                    case "reflect" -> mirrored(i, size);
                    case "edge" -> Math.max(0, Math.min(size - 1, i));
                    case "wrap" -> Math.floorMod(i, size);
                    default -> throw new Unsupported("a margin of mode '" + mode + "' is unknown");
                })
                .toArray();
        return Tensor.constant(places, places.length);
    }

    private static int mirrored(int place, int size) {
        int period = Math.max(1, 2 * (size - 1));
        int at = Math.floorMod(place, period);
        return at < size ? at : period - at;
    }
}
