package dev.nervure.examples.benchmarks.report;

import dev.nervure.examples.benchmarks.networks.Subject;
import java.util.Locale;

/** A bar for each network and work: how many times as fast as its peer Nervure is, on a logarithmic scale. */
final class Plot {
    private static final int WIDTH = 760;
    private static final int LEFT = 150;
    private static final int RIGHT = 60;
    private static final int BAR = 11;
    private static final int ROW = 30;
    private static final int TITLE = 30;
    private static final double LEAST = 0.0625;
    private static final double MOST = 32;

    private final Results results;
    private final String jdk;
    private final StringBuilder svg = new StringBuilder();
    private int y;

    private Plot(Results results, String jdk) {
        this.results = results;
        this.jdk = jdk;
    }

    /** The figures of one JDK. */
    static String of(Results results, String jdk) {
        return new Plot(results, jdk).draw();
    }

    private String draw() {
        y = 64;
        for (Work work : Work.values()) {
            section(work);
        }
        int bottom = y;
        StringBuilder grid = new StringBuilder();
        for (double times = LEAST; times <= MOST; times *= 2) {
            double x = x(times);
            grid.append(line(times == 1 ? "one" : "grid", x, 52, x, bottom))
                    .append(text("tick", x, bottom + 16, times < 1 ? "1/" + (int) (1 / times) : (int) times + "x"));
        }
        return head(bottom + 28) + grid + svg + "</svg>\n";
    }

    private void section(Work work) {
        String peer = work.peer() == Peer.PYTORCH ? "PyTorch" : "ONNX Runtime";
        svg.append(text("section", 8, y + 20, work.title() + ", beside " + peer));
        y += TITLE;
        for (Subject subject : work.subjects()) {
            svg.append(text("label", LEFT - 10, y + BAR + 4, subject.key()));
            bar(work, subject, Contender.VECTOR, y);
            bar(work, subject, Contender.PORTABLE, y + BAR + 1);
            y += ROW;
        }
        y += 6;
    }

    private void bar(Work work, Subject subject, Contender contender, int top) {
        results.ratio(jdk, work.row(subject), contender, work.peer().contenders()).ifPresent(ratio -> {
            double from = x(1);
            double to = x(Math.min(Math.max(ratio, LEAST), MOST));
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>\n",
                    contender.name().toLowerCase(Locale.ROOT),
                    Math.min(from, to),
                    top,
                    Math.abs(to - from),
                    BAR));
            svg.append(text("value", Math.max(from, to) + 5, top + BAR - 2, Numbers.times(ratio)));
        });
    }

    private static double x(double times) {
        double share = Math.log(times / LEAST) / Math.log(MOST / LEAST);
        return LEFT + share * (WIDTH - LEFT - RIGHT);
    }

    private String head(int height) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="How many times as fast as its peer Nervure is">
                <style>
                text { font: 12px sans-serif; fill: #24292f; }
                .section { font-weight: bold; }
                .label { text-anchor: end; }
                .tick { text-anchor: middle; }
                .value { font-size: 10px; }
                .vector { fill: #0969da; }
                .portable { fill: #8fbce6; }
                .grid { stroke: #d0d7de; }
                .one { stroke: #57606a; stroke-width: 1.5; }
                @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3; }
                .vector { fill: #58a6ff; }
                .portable { fill: #2f5f94; }
                .grid { stroke: #30363d; }
                .one { stroke: #9aa4af; }
                }
                </style>
                <text x="8" y="20">Nervure on JDK %s, one thread: how many times as fast as its peer</text>
                <rect class="vector" x="8" y="32" width="24" height="10"/><text x="38" y="41">Vector API</text>
                <rect class="portable" x="128" y="32" width="24" height="10"/><text x="158" y="41">no flags</text>
                """.formatted(WIDTH, height, jdk);
    }

    private static String text(String style, double x, double y, String text) {
        return String.format(Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", style, x, y, text);
    }

    private static String line(String style, double x1, double y1, double x2, double y2) {
        return String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
                style,
                x1,
                y1,
                x2,
                y2);
    }
}
