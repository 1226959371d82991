package dev.nervure.processor.report;

/** The places of the page that links lead to. */
final class Ids {
    private Ids() {}

    static String graph(String unit) {
        return "graph-" + unit;
    }

    static String layer(Facts.Unit unit, String layer) {
        return "layer-" + unit.name() + "-" + layer;
    }

    static String method(Facts.MethodName method) {
        return "method-" + method.type() + "-" + method.name();
    }
}
