/** What generated networks and their users call, on the JDK alone. */
module dev.nervure.runtime {
    requires static org.jspecify;

    exports dev.nervure.runtime;
    exports dev.nervure.runtime.chart;
    exports dev.nervure.runtime.inspection;
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
