package dev.nervure.processor.onnx.translate;

import dev.nervure.processor.onnx.DataType;
import dev.nervure.processor.onnx.Literal;
import java.util.List;

/** A value whose numbers are known. */
public record Known(Literal literal) implements Value {
    @Override
    public DataType type() {
        return literal.type();
    }

    @Override
    public List<Size> dims() {
        return literal.dims().stream().map(dim -> Size.of((long) dim)).toList();
    }
}
