package dev.nervure.examples.forecast;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** One value a month. */
record Series(YearMonth first, float[] values) {
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyyMM");

    /** Carbon dioxide above Mauna Loa, in parts per million; {@code DATA.md} beside the file says where it is from. */
    static Series load() {
        try (InputStream file = Series.class.getResourceAsStream("co2.csv.gz");
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(file), StandardCharsets.US_ASCII))) {
            return ofWeeks(reader.lines().skip(1).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The mean of each month's weeks; lines such as {@code 19580329,316.1}, in order, where some have no value. */
    static Series ofWeeks(List<String> lines) {
        YearMonth first = month(lines.get(0));
        int months = index(first, month(lines.get(lines.size() - 1))) + 1;
        float[] sums = new float[months];
        int[] weeks = new int[months];
        for (String line : lines) {
            String value = line.substring(line.indexOf(',') + 1);
            if (!value.isEmpty()) {
                int month = index(first, month(line));
                sums[month] += Float.parseFloat(value);
                weeks[month]++;
            }
        }
        float[] means = new float[months];
        int known = 0; // the last month with a value
        for (int month = 0; month < months; month++) {
            if (weeks[month] > 0) {
                means[month] = sums[month] / weeks[month];
                for (int gap = known + 1; gap < month; gap++) {
                    float share = (gap - known) / (float) (month - known);
                    means[gap] = means[known] + share * (means[month] - means[known]);
                }
                known = month;
            }
        }
        return new Series(first, means);
    }

    /** How many months of the series come before a month. */
    int before(YearMonth month) {
        return index(first, month);
    }

    int size() {
        return values.length;
    }

    private static YearMonth month(String line) {
        return YearMonth.parse(line.substring(0, 6), MONTH);
    }

    private static int index(YearMonth first, YearMonth month) {
        return (int) ChronoUnit.MONTHS.between(first, month);
    }
}
