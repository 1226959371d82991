package dev.nervure.processor.onnx.fold;

import dev.nervure.processor.onnx.Literal;
import dev.nervure.processor.onnx.translate.Known;
import dev.nervure.processor.onnx.translate.Size;
import dev.nervure.processor.onnx.translate.Sizes;
import dev.nervure.processor.onnx.translate.Unsupported;
import dev.nervure.processor.onnx.translate.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Numbers or sizes whose cells are moved about, whatever stands in them. */
record Cells(Value value) {
    List<Integer> dims() {
        return value.dims().stream().map(size -> Math.toIntExact(size.value())).toList();
    }

    int rank() {
        return value.rank();
    }

    /** The cells at these places, in this order. */
    Value picked(List<Integer> dims, int[] places) {
        if (value instanceof Known known) {
            return new Known(known.literal().picked(dims, places));
        }
        List<Size> picked =
                Arrays.stream(places).mapToObj(((Sizes) value).sizes()::get).toList();
        return new Sizes(dims.stream().map(dim -> Size.of((long) dim)).toList(), picked).simple();
    }

    Value reshaped(List<Integer> dims) {
        if (value instanceof Known known) {
            return new Known(known.literal().reshaped(dims));
        }
        return new Sizes(dims.stream().map(dim -> Size.of((long) dim)).toList(), ((Sizes) value).sizes());
    }

    /** All sizes; of numbers as well. */
    static List<Size> sizes(Value value) {
        if (value instanceof Sizes sizes) {
            return sizes.sizes();
        }
        if (value instanceof Known known) {
            return known.literal().ints64().stream().map(Size::of).toList();
        }
        throw new Unsupported("a size is computed");
    }

    /** One after the other along an axis. */
    static Value concat(List<Value> parts, int axis) {
        if (parts.stream().allMatch(Known.class::isInstance)) {
            List<Literal> literals =
                    parts.stream().map(part -> ((Known) part).literal()).toList();
            return new Known(Grid.concat(literals, axis));
        }
        List<Size> all = new ArrayList<>();
        for (Value part : parts) {
            if (part.rank() != 1) {
                throw new Unsupported("sizes that hang on the batch lie along more than one axis");
            }
            all.addAll(sizes(part));
        }
        return Sizes.of(all, false);
    }
}
