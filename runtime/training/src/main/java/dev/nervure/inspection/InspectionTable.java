package dev.nervure.inspection;

import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.LayerInfo;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The figures of an {@link Inspection}, a row for each tensor and parameter, as text, CSV and JSON. */
final class InspectionTable {
    /** The columns that the text shows; CSV and JSON have all. */
    private static final List<String> SHOWN = List.of(
            "name",
            "kind",
            "not_finite",
            "mean",
            "deviation",
            "min",
            "median",
            "max",
            "zeros",
            "saturated",
            "gradient_norm",
            "gradient_ratio",
            "error_8bit");

    private final String network;
    private final int samples;
    private final List<Map<String, Object>> rows;

    private InspectionTable(String network, int samples, List<Map<String, Object>> rows) {
        this.network = network;
        this.samples = samples;
        this.rows = rows;
    }

    static InspectionTable of(Inspection look, Model model, @Nullable Gradients g) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (LayerInfo layer : look.layers()) {
            if (!layer.integers()) {
                OptionalDouble saturated = look.saturated(layer.tensor());
                rows.add(row(
                        layer.tensor(),
                        layer.kind(),
                        look.statistics(layer.tensor()),
                        saturated.isPresent() ? saturated.getAsDouble() : "",
                        gradientNorm(look, layer.tensor())));
            }
        }
        for (Parameter parameter : model.weights()) {
            Object norm = g == null || !parameter.trainable()
                    ? ""
                    : Statistics.of(g.parameter(parameter.name())).norm();
            rows.add(row(parameter.name(), "parameter", Statistics.of(parameter.values()), "", norm));
        }
        return new InspectionTable(model.name(), look.samples(), rows);
    }

    /** Empty where there is no gradient, or none is kept. */
    private static Object gradientNorm(Inspection look, String tensor) {
        try {
            return look.gradientStatistics(tensor).norm();
        } catch (NoSuchElementException | IllegalStateException none) {
            return "";
        }
    }

    private static Map<String, Object> row(String name, String kind, Statistics of, Object saturated, Object gradient) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("kind", kind);
        row.put("count", of.count());
        row.put("not_finite", of.notFinite());
        row.put("mean", of.mean());
        row.put("deviation", of.deviation());
        row.put("min", of.min());
        row.put("q05", of.quantile(0.05));
        row.put("median", of.quantile(0.5));
        row.put("q95", of.quantile(0.95));
        row.put("max", of.max());
        row.put("zeros", of.zeros());
        row.put("saturated", saturated);
        row.put("norm", of.norm());
        row.put("gradient_norm", gradient);
        row.put("gradient_ratio", gradient instanceof Double norm ? norm / of.norm() : "");
        EightBit eightBit = of.eightBit();
        row.put("scale_8bit", eightBit.scale());
        row.put("zero_8bit", eightBit.zeroPoint());
        row.put("error_8bit", eightBit.error());
        return row;
    }

    @Override
    public String toString() {
        return Rows.table(rows, SHOWN);
    }

    String toCsv() {
        return Rows.csv(rows);
    }

    String toJson() {
        return "{\"network\":" + Rows.json(network) + ",\"samples\":" + samples + ",\"rows\":" + Rows.json(rows)
                + "}\n";
    }

    void save(Path file) throws IOException {
        boolean json = file.toString().endsWith(".json");
        if (!json && !file.toString().endsWith(".csv")) {
            throw new IllegalArgumentException("an inspection is saved as .json or .csv, not as " + file.getFileName());
        }
        AtomicFile.write(file, json ? toJson() : toCsv());
    }
}
