/** What generated networks call and a served model needs, on the JDK alone. */
module dev.nervure.runtime {
    requires static org.jspecify;

    exports dev.nervure.runtime;
    exports dev.nervure.runtime.file to
            dev.nervure.training;
    // For generated code alone; these promise no compatibility.
    exports dev.nervure.runtime.generated;
    exports dev.nervure.runtime.kernel;
    exports dev.nervure.runtime.kernel.attention;
    exports dev.nervure.runtime.kernel.convolution;
    exports dev.nervure.runtime.kernel.dropout;
    exports dev.nervure.runtime.kernel.function;
    exports dev.nervure.runtime.kernel.matrix;
    exports dev.nervure.runtime.kernel.norm;
    exports dev.nervure.runtime.kernel.recurrence;
    exports dev.nervure.runtime.kernel.reduction;
    exports dev.nervure.runtime.kernel.softmax;
}
