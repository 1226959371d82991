package dev.nervure.training;

import dev.nervure.inspection.LineChart;
import dev.nervure.inspection.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A training history as a page: a chart for each column, that of the validation within that of the training. */
final class HistoryPage {
    private HistoryPage() {}

    static String of(List<Map<String, Number>> epochs) {
        Page page = Page.of("Training");
        if (epochs.isEmpty()) {
            return page.text("No epoch has run.").toHtml();
        }
        List<String> columns = new ArrayList<>(TrainingHistory.columns(epochs));
        for (String column : columns) {
            boolean shown = !column.equals("epoch") && !column.startsWith(TrainingHistory.VALIDATION);
            if (shown) {
                page.chart(chart(column, epochs));
            }
        }
        List<List<String>> table = new ArrayList<>(List.of(columns));
        for (Map<String, Number> epoch : epochs) {
            table.add(columns.stream().map(column -> shown(epoch.get(column))).toList());
        }
        return page.heading("Epochs").table(table).toHtml();
    }

    private static LineChart chart(String column, List<Map<String, Number>> epochs) {
        String title = column.replace('_', ' ');
        LineChart chart = LineChart.of(title, "epoch", title).size(720, 300);
        double[] numbers = values("epoch", epochs);
        chart.line("training", numbers, values(column, epochs));
        String validation = TrainingHistory.VALIDATION + column;
        if (TrainingHistory.columns(epochs).contains(validation)) {
            chart.line("validation", numbers, values(validation, epochs));
        }
        return column.equals("gradient_norm") ? chart.logarithmic() : chart;
    }

    private static double[] values(String column, List<Map<String, Number>> epochs) {
        return epochs.stream()
                .mapToDouble(epoch -> epoch.getOrDefault(column, Double.NaN).doubleValue())
                .toArray();
    }

    private static String shown(@Nullable Number value) {
        if (value == null) {
            return "";
        }
        return value instanceof Double number ? String.format(Locale.ROOT, "%.4g", number) : value.toString();
    }
}
