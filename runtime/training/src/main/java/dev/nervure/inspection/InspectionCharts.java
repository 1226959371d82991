package dev.nervure.inspection;

import java.util.List;
import java.util.stream.IntStream;

/** The charts of an {@link Inspection}. */
final class InspectionCharts {
    private static final int BINS = 40;
    private static final int HEADS_A_ROW = 4;

    private InspectionCharts() {}

    static Chart histogram(Inspection look, String tensor) {
        return look.statistics(tensor).histogram(BINS).chart(tensor);
    }

    static Chart gradients(Inspection look, String network) {
        double[] norms = look.gradientNorms().stream()
                .mapToDouble(LayerGradient::gradient)
                .toArray();
        double[] depths =
                IntStream.rangeClosed(1, norms.length).asDoubleStream().toArray();
        return LineChart.of(network + ": gradients by depth", "layer", "‖∂L/∂W‖")
                .logarithmic()
                .names(look.gradientNorms().stream().map(LayerGradient::layer).toList())
                .line("norm", depths, norms);
    }

    static Chart attention(Inspection look, String tensor, int sample, List<String> steps, List<String> places) {
        float[][][] heads = look.attention(tensor, sample);
        List<HeatMap> maps = IntStream.range(0, heads.length)
                .mapToObj(h -> HeatMap.of("head " + (h + 1), heads[h], steps, places))
                .toList();
        return Chart.panels(tensor, Math.min(HEADS_A_ROW, heads.length), maps);
    }
}
