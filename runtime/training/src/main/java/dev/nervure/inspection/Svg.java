package dev.nervure.inspection;

import java.util.Locale;

/** Writes SVG. Colours are classes, so that one sheet has them for light and for dark. */
final class Svg {
    /** How many colours there are for series: the classes {@code c0}, {@code c1} …, and {@code l0} … for lines. */
    static final int COLOURS = 6;

    static final String SHEET = sheet();

    private final StringBuilder out = new StringBuilder();

    Svg rect(double x, double y, double width, double height, String style, double opacity) {
        out.append("<rect x=\"").append(number(x)).append("\" y=\"").append(number(y));
        out.append("\" width=\"").append(number(width)).append("\" height=\"").append(number(height));
        out.append("\" class=\"").append(style);
        if (opacity < 1) {
            out.append("\" fill-opacity=\"").append(number(opacity));
        }
        out.append("\"/>\n");
        return this;
    }

    Svg line(double x1, double y1, double x2, double y2, String style) {
        return path("M" + number(x1) + " " + number(y1) + "L" + number(x2) + " " + number(y2), style);
    }

    Svg path(String commands, String style) {
        out.append("<path d=\"").append(commands).append("\" class=\"").append(style);
        out.append("\"/>\n");
        return this;
    }

    /** The area within a path. */
    Svg area(String commands, String style) {
        out.append("<g fill-opacity=\"0.2\"><path d=\"")
                .append(commands)
                .append("Z\" class=\"")
                .append(style);
        out.append("\"/></g>\n");
        return this;
    }

    Svg circle(double x, double y, double radius, String style) {
        out.append("<circle cx=\"").append(number(x)).append("\" cy=\"").append(number(y));
        out.append("\" r=\"").append(number(radius)).append("\" class=\"").append(style);
        out.append("\"/>\n");
        return this;
    }

    /** @param style its colour, and {@code m} or {@code e} where the point is its middle or end */
    Svg text(double x, double y, String text, String style) {
        return text(x, y, 0, text, style);
    }

    Svg text(double x, double y, int degrees, String text, String style) {
        out.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y));
        if (degrees != 0) {
            out.append("\" transform=\"rotate(").append(degrees).append(' ').append(number(x));
            out.append(' ').append(number(y)).append(')');
        }
        out.append("\" class=\"").append(style).append("\">");
        out.append(escape(text)).append("</text>\n");
        return this;
    }

    /** Draws a chart at a place. */
    Svg chart(Chart chart, double x, double y) {
        out.append("<g transform=\"translate(").append(number(x)).append(' ').append(number(y));
        out.append(")\">\n");
        chart.draw(this);
        out.append("</g>\n");
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /** The whole document of a chart. */
    static String document(Chart chart) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"nv\" role=\"img\" viewBox=\"0 0 " + chart.width()
                + " "
                + chart.height() + "\" width=\"" + chart.width() + "\" height=\"" + chart.height() + "\">\n<title>"
                + escape(chart.title()) + "</title>\n<style>" + SHEET + "</style>\n"
                + new Svg().chart(chart, 0, 0) + "</svg>\n";
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A coordinate, to a hundredth. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceAll("\\.?0+$", "");
    }

    /** A value for people: four digits, and a power of ten where it is very large or very small. */
    static String value(double value) {
        return value(value, 4);
    }

    static String value(double value, int digits) {
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e5) {
            return Long.toString((long) value);
        }
        if (size >= 1e-3 && size < 1e5) {
            int behind = (int) Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
            String text = String.format(Locale.ROOT, "%." + behind + "f", value);
            return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
        }
        String text = String.format(Locale.ROOT, "%." + Math.min(2, digits - 1) + "e", value);
        return text.replaceAll("\\.?0*e", "e").replaceAll("e\\+?(-?)0?", "e$1");
    }

    private static String sheet() {
        String[] light = {
            "#24303c", "#66727f", "#e3e8ed", "#fff", "#2b6cb0", "#c76a15", "#17836f", "#b0397a", "#6650b8", "#7a7f87"
        };
        String[] dark = {
            "#dfe5eb", "#94a1ae", "#313c47", "#161c22", "#6fb1f0", "#f0a35a", "#4fc7b0", "#ec86bd", "#ab9bf2", "#a3a9b1"
        };
        return ".nv{font:12px system-ui,sans-serif}.nv .m{text-anchor:middle}.nv .e{text-anchor:end}"
                + ".nv .b{font-weight:600;font-size:13px}.nv path{fill:none;stroke-linejoin:round}.nv .thin{stroke-width:1}.nv .z{shape-rendering:crispEdges}"
                + colours(light) + "@media(prefers-color-scheme:dark){" + colours(dark) + "}";
    }

    private static String colours(String[] of) {
        StringBuilder css = new StringBuilder();
        css.append(".nv .i{fill:").append(of[0]).append("}.nv .s{fill:").append(of[1]);
        css.append("}.nv .g{stroke:")
                .append(of[2])
                .append("}.nv .p{fill:")
                .append(of[3])
                .append('}');
        for (int c = 0; c < COLOURS; c++) {
            String colour = of[4 + c];
            css.append(".nv .c")
                    .append(c)
                    .append("{fill:")
                    .append(colour)
                    .append("}.nv .l")
                    .append(c);
            css.append("{stroke:").append(colour).append(";stroke-width:2}");
        }
        return css.toString();
    }
}
