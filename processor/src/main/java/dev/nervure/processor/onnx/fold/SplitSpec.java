package dev.nervure.processor.onnx.fold;

import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Unsupported;
import java.util.ArrayList;
import java.util.List;

/** The parts into which an axis is split. */
public final class SplitSpec {
    private SplitSpec() {}

    /** The sizes of the parts: as given, or equal ones with a smaller last one. */
    public static List<Integer> sizes(Call call, int size) {
        List<Integer> sizes = call.integersOrInput("split", 1, "the sizes of the parts");
        if (sizes != null) {
            return sizes;
        }
        int parts = call.node().outputs().size();
        long said = call.integer("num_outputs", parts);
        if (said != parts || parts == 0) {
            throw new Unsupported("num_outputs is " + said + ", and it has outputs for " + parts + " parts");
        }
        int part = (size + parts - 1) / parts;
        List<Integer> all = new ArrayList<>();
        for (int i = 0, left = size; i < parts; i++, left -= part) {
            all.add(Math.max(0, Math.min(part, left)));
        }
        return all;
    }
}
