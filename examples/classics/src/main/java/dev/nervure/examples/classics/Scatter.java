package dev.nervure.examples.classics;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Points on a square of the terminal. */
final class Scatter {
    private static final int ROWS = 17;
    private static final int COLUMNS = 2 * ROWS;

    private final double reach;
    private final char[][] cells = new char[ROWS][COLUMNS];
    private final Set<Integer> sectors = new HashSet<>();

    /** @param reach how far from the middle the square goes */
    Scatter(double reach) {
        this.reach = reach;
        for (char[] row : cells) {
            Arrays.fill(row, ' ');
        }
    }

    void add(double x, double y) {
        int column = (int) ((x / reach + 1) / 2 * COLUMNS);
        int row = (int) ((1 - y / reach) / 2 * ROWS);
        if (row >= 0 && row < ROWS && column >= 0 && column < COLUMNS) {
            cells[row][column] = '·';
        }
        sectors.add((int) Math.floor((Math.atan2(y, x) / Math.PI + 1) * 4 % 8));
    }

    /** How many eighths around the middle have a point. */
    int sectors() {
        return sectors.size();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (char[] row : cells) {
            text.append(new String(row).stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
