package dev.nervure.runtime.kernel.blocks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Writes register blocks: {@code rows} by {@code vectors} sums in local variables, a loop over the terms that adds to all of
 * them, and stores. What decides their form is said in the Javadoc of the classes that they go to, see {@link Blocks}.
 */
final class BlockWriter {
    private final JavaText java;
    private final int rows;
    private final int vectors;

    private final Loading loading;

    /** Writes what loads a vector, whose place is given as {@code array, index}, to a variable. */
    interface Loading {
        void load(JavaText java, String variable, String place);
    }

    BlockWriter(JavaText java, int rows, int vectors) {
        this(
                java,
                rows,
                vectors,
                (text, variable, place) ->
                        text.line("FloatVector " + variable + " = FloatVector.fromArray(S, " + place + ");"));
    }

    BlockWriter(JavaText java, int rows, int vectors, Loading loading) {
        this.java = java;
        this.rows = rows;
        this.vectors = vectors;
        this.loading = loading;
    }

    /** {@code base}, {@code base + N}, {@code base + 2 * N} … */
    static String vector(String base, int v) {
        return v == 0 ? base : base + " + " + vectors(v);
    }

    /** {@code N}, {@code 2 * N} … */
    static String vectors(int count) {
        return count == 1 ? "N" : count + " * N";
    }

    static List<String> parameters(String... groups) {
        List<String> all = new ArrayList<>();
        for (String group : groups) {
            all.addAll(group.isEmpty() ? List.of() : List.of(group.split(", ")));
        }
        return all;
    }

    /** {@code r1}, {@code r2} …: the rows that exist, the last one repeated. */
    void clampRows() {
        for (int m = 1; m < rows; m++) {
            java.line("int r" + m + " = Math.min(" + m + ", rows - 1);");
        }
    }

    /** A local variable for each row, {@code name} with its number. */
    void ofRows(int first, String name, IntFunction<String> value) {
        for (int m = first; m < rows; m++) {
            java.line("int " + name + m + " = " + value.apply(m) + ";");
        }
    }

    /** {@code name0 + r1 * step}: where a row begins. */
    static IntFunction<String> row(String name, String step) {
        return m -> name + "0 + r" + m + " * " + step;
    }

    /** The sums begin with what is at {@code place} and its number. */
    void startFrom(String array, String place) {
        for (int m = 0; m < rows; m++) {
            startRow(array, place + m, m);
        }
    }

    /** The same, with the place of each row computed right before it is read. */
    void startFromRows(String array, String place, String step) {
        for (int m = 0; m < rows; m++) {
            if (m > 0) {
                java.line("int " + place + m + " = " + row(place, step).apply(m) + ";");
            }
            startRow(array, place + m, m);
        }
    }

    private void startRow(String array, String place, int m) {
        for (int v = 0; v < vectors; v++) {
            java.line("FloatVector " + sum(m, v) + " = FloatVector.fromArray(S, " + array + ", " + vector(place, v)
                    + ");");
        }
    }

    /** All sums of a row begin with one value. */
    void startFromValues(IntFunction<String> value) {
        for (int m = 0; m < rows; m++) {
            java.line("FloatVector start" + m + " = FloatVector.broadcast(S, " + value.apply(m) + ");");
            for (int v = 0; v < vectors; v++) {
                java.line("FloatVector " + sum(m, v) + " = start" + m + ";");
            }
        }
    }

    void startFromZero() {
        java.line("FloatVector zero = FloatVector.zero(S);");
        for (int m = 0; m < rows; m++) {
            for (int v = 0; v < vectors; v++) {
                java.line("FloatVector " + sum(m, v) + " = zero;");
            }
        }
    }

    /** The loop over at most so many terms that HotSpot needs no loop around it. */
    void eachTerm() {
        java.line("int count = Math.min(terms, TERMS);");
        java.line("for (int k = 0; k < count; k++) {");
    }

    /** One term, its vectors in registers, one factor after the other. */
    void addByRow(IntFunction<String> vector, IntFunction<String> factor) {
        for (int v = 0; v < vectors; v++) {
            loading.load(java, "x" + v, vector.apply(v));
        }
        for (int m = 0; m < rows; m++) {
            java.line("FloatVector f" + m + " = FloatVector.broadcast(S, " + factor.apply(m) + ");");
            for (int v = 0; v < vectors; v++) {
                add(m, v);
            }
        }
    }

    /** One term, its factors in registers, one vector after the other. */
    void addByVector(IntFunction<String> vector, IntFunction<String> factor) {
        for (int m = 0; m < rows; m++) {
            java.line("FloatVector f" + m + " = FloatVector.broadcast(S, " + factor.apply(m) + ");");
        }
        for (int v = 0; v < vectors; v++) {
            loading.load(java, "x" + v, vector.apply(v));
            for (int m = 0; m < rows; m++) {
                add(m, v);
            }
        }
    }

    private void add(int m, int v) {
        java.line(sum(m, v) + " = f" + m + ".fma(x" + v + ", " + sum(m, v) + ");");
    }

    /** The sums go to what is at {@code place} and its number. */
    void storeTo(String array, String place) {
        for (int m = 0; m < rows; m++) {
            storeRow(array, place + m, m);
        }
    }

    /** The same, with the place of each row computed right before it is written. */
    void storeToRows(String array, String place, String step) {
        for (int m = 0; m < rows; m++) {
            if (m > 0) {
                java.line("int " + place + m + " = " + row(place, step).apply(m) + ";");
            }
            storeRow(array, place + m, m);
        }
    }

    private void storeRow(String array, String place, int m) {
        for (int v = 0; v < vectors; v++) {
            java.line(sum(m, v) + ".intoArray(" + array + ", " + vector(place, v) + ");");
        }
    }

    /** As {@link #storeToRows}, but nothing less than {@code least}; values that are no numbers stay. */
    void storeToRowsAtLeast(String array, String place, String step) {
        for (int m = 0; m < rows; m++) {
            if (m > 0) {
                java.line("int " + place + m + " = " + row(place, step).apply(m) + ";");
            }
            storeAtLeast(array, place + m, m);
        }
    }

    /** The same with what a {@code RowEnding} does first: {@code ((sum + bias) - mean) · factor + shift} of each column. */
    void storeToRowsEnded(String array, String place, String step) {
        for (int m = 1; m < rows; m++) {
            java.line("int " + place + m + " = " + row(place, step).apply(m) + ";");
        }
        for (int v = 0; v < vectors; v++) {
            String[] parts = {"bias", "mean", "factor", "shift"};
            for (int i = 0; i < parts.length; i++) {
                String at = vector(i == 0 ? "e0" : "e0 + " + (i == 1 ? "" : i + " * ") + "eStep", v);
                java.line("FloatVector " + parts[i] + v + " = FloatVector.fromArray(S, e, " + at + ");");
            }
            for (int m = 0; m < rows; m++) {
                String z = "z" + m + v;
                java.line("FloatVector " + z + " = " + sum(m, v) + ".add(bias" + v + ").sub(mean" + v + ").mul(factor"
                        + v + ").add(shift" + v + ");");
                java.line(z + ".blend(least, " + z + ".compare(VectorOperators.LT, least)).intoArray(" + array + ", "
                        + vector(place + m, v) + ");");
            }
        }
    }

    /** One row likewise. */
    void storeAtLeast(String array, String place, int m) {
        for (int v = 0; v < vectors; v++) {
            String sum = sum(m, v);
            java.line(sum + ".blend(least, " + sum + ".compare(VectorOperators.LT, least)).intoArray(" + array + ", "
                    + vector(place, v) + ");");
        }
    }

    static String sum(int m, int v) {
        return "sum" + m + v;
    }
}
