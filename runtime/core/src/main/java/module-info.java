/** What generated networks and their users call, on the JDK alone. */
module dev.nervure.runtime {
    requires static org.jspecify;

    exports dev.nervure.runtime;
    exports dev.nervure.runtime.chart;
    exports dev.nervure.runtime.inspection;
    exports dev.nervure.runtime.kernel;
}
