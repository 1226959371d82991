package dev.nervure.processor.onnx.compose;

import dev.nervure.dsl.Tensor;
import org.jspecify.annotations.Nullable;

/** Finds one layer in the place of several. Unlike rules, forms see the whole network, and so who else reads a tensor. */
interface Form {
    /** The same values as those of {@code last} from fewer layers; null if there are none. */
    @Nullable
    Tensor find(Tensor last, Readers readers);
}
