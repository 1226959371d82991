package dev.nervure.inspection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows of named values as text. */
final class Rows {
    private Rows() {}

    /** Some columns for reading; numbers have four digits, and a column that says nothing is left out. */
    static String table(List<Map<String, Object>> rows, List<String> shown) {
        List<List<String>> columns = new ArrayList<>();
        for (String name : shown) {
            List<String> cells = new ArrayList<>();
            cells.add(name);
            rows.forEach(row -> cells.add(shown(row.getOrDefault(name, ""))));
            if (cells.stream().skip(1).anyMatch(cell -> !cell.isEmpty() && !cell.equals("0"))) {
                columns.add(cells);
            }
        }
        StringBuilder text = new StringBuilder();
        for (int r = 0; r <= rows.size(); r++) {
            StringBuilder line = new StringBuilder();
            for (List<String> cells : columns) {
                int width = cells.stream().mapToInt(String::length).max().orElse(0);
                boolean first = cells == columns.get(0) || cells == columns.get(1);
                String pad = " ".repeat(width - cells.get(r).length());
                line.append(first ? cells.get(r) + pad : pad + cells.get(r)).append("  ");
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String shown(Object value) {
        return value instanceof Double number ? String.format(Locale.ROOT, "%.4g", number) : String.valueOf(value);
    }

    static String csv(List<Map<String, Object>> rows) {
        StringBuilder csv = new StringBuilder(String.join(",", rows.get(0).keySet())).append('\n');
        rows.forEach(row -> csv.append(row.values().stream().map(Rows::quoted).collect(Collectors.joining(",")))
                .append('\n'));
        return csv.toString();
    }

    private static String quoted(Object value) {
        String text = String.valueOf(value);
        return text.matches("[^,\"\\s]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** A value as JSON; what is not finite or empty is {@code null}. */
    static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> json(entry.getKey()) + ":" + json(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Collection<?> all) {
            return all.stream().map(Rows::json).collect(Collectors.joining(",\n", "[\n", "\n]"));
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? number.toString() : "null";
        }
        if (value instanceof Number) {
            return value.toString();
        }
        String text = value.toString();
        return text.isEmpty() ? "null" : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
