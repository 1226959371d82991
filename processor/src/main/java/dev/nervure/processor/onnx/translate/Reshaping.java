package dev.nervure.processor.onnx.translate;

import java.util.ArrayList;
import java.util.List;

/** The rules by which sizes that are asked for become sizes. */
public final class Reshaping {
    private Reshaping() {}

    /**
     * The sizes that a reshape gives.
     *
     * @param dims the sizes before
     * @param target the sizes that are asked for: −1 follows from the others, and 0 is the size before
     * @param zeros whether 0 means 0
     */
    public static List<Size> target(List<Size> dims, List<Size> target, boolean zeros) {
        List<Size> result = new ArrayList<>();
        int free = -1;
        for (int i = 0; i < target.size(); i++) {
            Size size = target.get(i);
            if (size.is(-1)) {
                if (free >= 0) {
                    throw new Unsupported("two sizes of " + target + " are -1");
                }
                free = i;
                size = Size.of(1);
            } else if (size.is(0) && !zeros) {
                if (i >= dims.size()) {
                    throw new Unsupported("size 0 of " + target + " means an axis that " + dims + " does not have");
                }
                size = dims.get(i);
            }
            result.add(size);
        }
        Size before = product(dims);
        if (free >= 0) {
            Size known = product(result);
            Size rest = known.is(0) ? null : before.dividedBy(known);
            if (rest == null) {
                throw new Unsupported(dims + " cannot become " + target);
            }
            result.set(free, rest);
        }
        if (!product(result).equals(before)) {
            throw new Unsupported(dims + " cannot become " + target);
        }
        return result;
    }

    static Size product(List<Size> sizes) {
        return sizes.stream().reduce(Size.of(1), Size::times);
    }
}
