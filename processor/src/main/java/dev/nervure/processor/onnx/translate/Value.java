package dev.nervure.processor.onnx.translate;

import dev.nervure.processor.onnx.DataType;
import java.util.List;

/** A value of the graph, as far as it is known while the graph is read. */
public sealed interface Value permits Known, Sizes, Flow {
    DataType type();

    /** The sizes, as the file counts axes. */
    List<Size> dims();

    default int rank() {
        return dims().size();
    }
}
