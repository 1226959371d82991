package dev.nervure.training;

import dev.nervure.inspection.LineChart;
import dev.nervure.inspection.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A training history as a page: how the network was trained and how it ended, a chart for each column, that of the validation
 * within that of the training, and all epochs as a table.
 */
final class HistoryPage {
    private static final String LEARNING_RATE = "learning_rate";

    private HistoryPage() {}

    static String of(TrainingHistory history, Run run, List<Map<String, Number>> epochs) {
        Page page = Page.of(run.network().isEmpty() ? "Training" : "Training of " + run.network());
        if (epochs.isEmpty()) {
            return page.text("No epoch has run.").toHtml();
        }
        page.text(ending(history));
        if (!run.settings().isEmpty()) {
            List<List<String>> settings = new ArrayList<>(List.of(List.of("setting", "value")));
            run.settings().forEach((name, value) -> settings.add(List.of(name, value)));
            page.table(settings);
        }
        List<String> columns = new ArrayList<>(TrainingHistory.columns(epochs));
        List<LineChart> charts = new ArrayList<>();
        for (String column : columns) {
            boolean shown = !column.equals("epoch") && !column.startsWith(TrainingHistory.VALIDATION);
            if (shown) {
                boolean bySteps = column.equals(LEARNING_RATE) && run.rates().epochs().length > 1;
                charts.add(bySteps ? chart(run.rates()) : chart(column, epochs));
            }
        }
        page.charts(charts);
        List<List<String>> table = new ArrayList<>();
        table.add(columns.stream().map(HistoryPage::title).toList());
        for (Map<String, Number> epoch : epochs) {
            table.add(columns.stream().map(column -> shown(epoch.get(column))).toList());
        }
        return page.heading("Epochs").table(table).toHtml();
    }

    private static String ending(TrainingHistory history) {
        TrainingHistory.Epoch best = history.best();
        double seconds = history.epochs().stream()
                .mapToDouble(TrainingHistory.Epoch::seconds)
                .sum();
        String ending = history.ending()
                .map(said -> Character.toUpperCase(said.charAt(0)) + said.substring(1))
                .orElseGet(() -> String.format(
                        Locale.ROOT,
                        "The %sloss was lowest in epoch %d of %d, %.4g; the weights are those of the last epoch",
                        best.validation() == null ? "" : "validation ",
                        best.number(),
                        history.last().number(),
                        EarlyStopping.of(best, "")));
        return String.format(Locale.ROOT, "%s. The epochs took %,.1f s together.", ending, seconds);
    }

    private static LineChart chart(String column, List<Map<String, Number>> epochs) {
        LineChart chart = empty(column);
        double[] numbers = values("epoch", epochs);
        chart.line("training", numbers, values(column, epochs));
        String validation = TrainingHistory.VALIDATION + column;
        if (TrainingHistory.columns(epochs).contains(validation)) {
            chart.line("validation", numbers, values(validation, epochs));
        }
        return column.equals("gradient_norm") ? chart.logarithmic() : chart;
    }

    private static LineChart chart(LearningRateSteps rates) {
        return empty(LEARNING_RATE).line("step by step", rates.epochs(), rates.rates());
    }

    private static LineChart empty(String column) {
        return LineChart.of(title(column), "epoch", "").size(460, 270);
    }

    private static String title(String column) {
        return column.replace('_', ' ');
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
