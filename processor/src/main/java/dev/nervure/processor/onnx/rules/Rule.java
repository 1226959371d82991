package dev.nervure.processor.onnx.rules;

import dev.nervure.processor.onnx.translate.Call;
import dev.nervure.processor.onnx.translate.Flow;
import org.jspecify.annotations.Nullable;

/** Finds a layer that a file spells out in smaller steps. */
interface Rule {
    /** The layer, if the last of its steps has just been made; else null. */
    @Nullable
    Flow find(Flow last, Call call);
}
