package dev.nervure.examples.lessons;

import dev.nervure.inspection.HeatMap;
import dev.nervure.inspection.LineChart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Four ways down the same loss, with as many forward passes each, and why one parameter at a time is slow. */
final class Descent {
    /** Forward passes that each may use. */
    static final int BUDGET = 1500;
    /** The two parameters of the slice: the others stay where they start. */
    private static final int[] SLICE = {8, 9};

    private static final int CELLS = 48;

    /** Where a method went, its loss by forward passes used, and its loss at the end. */
    record Way(List<double[]> places, List<Integer> passes, List<Double> losses) {
        Way() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        double lastLoss() {
            return losses.get(losses.size() - 1);
        }
    }

    /** One step of a method along the gradient, number {@code t} from 1. */
    private interface Rule {
        double step(int parameter, double gradient, int t);
    }

    /** All four over some of the parameters. */
    Map<String, Way> ways(int... free) {
        int size = new Landscape().start().length;
        double[] velocity = new double[size];
        double[] mean = new double[size];
        double[] square = new double[size];
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("coordinate search", search(free));
        ways.put("SGD", follow((i, g, t) -> 0.1 * g, free));
        ways.put("momentum", follow((i, g, t) -> 0.1 * (velocity[i] = 0.9 * velocity[i] + g), free));
        ways.put(
                "Adam",
                follow(
                        (i, g, t) -> {
                            mean[i] = 0.9 * mean[i] + 0.1 * g;
                            square[i] = 0.999 * square[i] + 0.001 * g * g;
                            double m = mean[i] / (1 - Math.pow(0.9, t));
                            return 0.05 * m / (Math.sqrt(square[i] / (1 - Math.pow(0.999, t))) + 1e-8);
                        },
                        free));
        return ways;
    }

    /** Tries each parameter in turn, up and down, and keeps what is lower; halves the step when nothing is. */
    private static Way search(int... free) {
        Landscape landscape = new Landscape();
        double[] at = landscape.start();
        Way way = new Way();
        double loss = landscape.loss(at);
        note(way, landscape, at, loss);
        for (double step = 0.5; landscape.passes() + 2 * free.length <= BUDGET; ) {
            boolean lower = false;
            for (int i : free) {
                for (double move : new double[] {step, -step}) {
                    double old = at[i];
                    at[i] += move;
                    double tried = landscape.loss(at);
                    if (tried < loss) {
                        loss = tried;
                        lower = true;
                        break;
                    }
                    at[i] = old;
                }
                note(way, landscape, at, loss);
            }
            step = lower ? step : step / 2;
        }
        return way;
    }

    private static Way follow(Rule rule, int... free) {
        Landscape landscape = new Landscape();
        double[] at = landscape.start();
        Way way = new Way();
        for (int t = 1; landscape.passes() + 4 <= BUDGET; t++) {
            double[] gradient = landscape.gradient(at);
            note(way, landscape, at, new Landscape().loss(at));
            for (int i : free) {
                at[i] -= rule.step(i, gradient[i], t);
            }
        }
        note(way, landscape, at, landscape.loss(at));
        return way;
    }

    private static void note(Way way, Landscape landscape, double[] at, double loss) {
        way.places.add(at.clone());
        way.passes.add(landscape.passes());
        way.losses.add(loss);
    }

    /** By how much ∂L/∂wj changes for each unit that only wi moves: row j, column i, at the start. */
    double[][] coupling() {
        Landscape landscape = new Landscape();
        double[] at = landscape.start();
        double move = 1e-2;
        double[][] change = new double[at.length][at.length];
        for (int i = 0; i < at.length; i++) {
            double old = at[i];
            at[i] = old + move;
            double[] above = landscape.gradient(at);
            at[i] = old - move;
            double[] below = landscape.gradient(at);
            at[i] = old;
            for (int j = 0; j < at.length; j++) {
                change[j][i] = (above[j] - below[j]) / (2 * move);
            }
        }
        return change;
    }

    int[] everything() {
        return IntStream.range(0, new Landscape().start().length).toArray();
    }

    int[] slice() {
        return SLICE.clone();
    }

    void show(Sheet sheet) {
        Map<String, Way> all = ways(everything());
        Map<String, Way> two = ways(SLICE);
        List<String> names = new Landscape().names();
        sheet.say(
                "A network of 10 parameters learns sin(2x) from 32 points. Each method has %d forward passes; a backward pass "
                        + "counts as two.",
                BUDGET);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("loss at the end", "of 10 parameters", "of the 2 of the slice"));
        all.forEach((name, way) -> rows.add(List.of(
                name,
                String.format(Locale.ROOT, "%.5f", way.lastLoss()),
                String.format(Locale.ROOT, "%.5f", two.get(name).lastLoss()))));
        sheet.table(rows);
        LineChart losses = LineChart.of("Loss by forward passes, all parameters", "forward passes", "loss")
                .logarithmic()
                .size(720, 320);
        all.forEach((name, way) -> losses.line(
                name,
                way.passes.stream().mapToDouble(Integer::doubleValue).toArray(),
                way.losses.stream().mapToDouble(Double::doubleValue).toArray()));
        sheet.chart("losses", losses);
        sheet.say(
                "Where only %s and %s may move, the ways lie on a surface that can be drawn; the lighter, the lower.",
                names.get(SLICE[0]), names.get(SLICE[1]));
        sheet.chart("ways", slice(two, names));
        sheet.say(
                "A parameter at a time is slow because parameters are coupled: while only wi moves, the gradients of the "
                        + "others change too. Each column says how fast, where all start.");
        sheet.chart(
                "coupling",
                HeatMap.of("Change of ∂L/∂wj when only wi moves", coupling(), names, names)
                        .numbers()
                        .cell(26));
    }

    private static LineChart slice(Map<String, Way> ways, List<String> names) {
        double[] x = span(ways, SLICE[0]);
        double[] y = span(ways, SLICE[1]);
        Landscape landscape = new Landscape();
        double[] at = landscape.start();
        double[][] surface = new double[CELLS][CELLS];
        for (int r = 0; r < CELLS; r++) {
            for (int c = 0; c < CELLS; c++) {
                at[SLICE[0]] = x[0] + (c + 0.5) * (x[1] - x[0]) / CELLS;
                at[SLICE[1]] = y[0] + (r + 0.5) * (y[1] - y[0]) / CELLS;
                surface[r][c] = Math.log(landscape.loss(at));
            }
        }
        LineChart chart = LineChart.of("Four ways down a slice of the loss", names.get(SLICE[0]), names.get(SLICE[1]))
                .size(560, 520)
                .surface(x[0], x[1], y[0], y[1], surface);
        ways.forEach((name, way) -> chart.path(name, coordinate(way, SLICE[0]), coordinate(way, SLICE[1])));
        return chart;
    }

    /** From where to where the ways go along a parameter, and a bit more. */
    private static double[] span(Map<String, Way> ways, int parameter) {
        DoubleSummaryStatistics all = ways.values().stream()
                .flatMapToDouble(way -> Arrays.stream(coordinate(way, parameter)))
                .summaryStatistics();
        double margin = 0.3 * (all.getMax() - all.getMin());
        return new double[] {all.getMin() - margin, all.getMax() + margin};
    }

    private static double[] coordinate(Way way, int parameter) {
        return way.places.stream().mapToDouble(place -> place[parameter]).toArray();
    }

    /** The most that two entries differ that lie across the diagonal from each other. */
    static double asymmetry(double[][] matrix) {
        double most = 0;
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < i; j++) {
                most = Math.max(most, Math.abs(matrix[i][j] - matrix[j][i]));
            }
        }
        return most;
    }

    static double largest(double[][] matrix) {
        return Arrays.stream(matrix)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElseThrow();
    }
}
