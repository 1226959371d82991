package dev.nervure.runtime.kernel.matrix;

import dev.nervure.runtime.kernel.internal.PanelLayout;

/** Values of 16 bits in the panels of a {@link PanelLayout}. */
final class ShortPanels {
    private ShortPanels() {}

    static short[][] of(short[] rowMajor, int inputs, PanelLayout layout) {
        short[][] panels = new short[layout.count()][];
        for (int p = 0; p < panels.length; p++) {
            int width = layout.width(p);
            panels[p] = new short[inputs * width];
            for (int j = 0; j < layout.used(p); j++) {
                int row = (layout.column(p) + j) * inputs;
                for (int i = 0; i < inputs; i++) {
                    panels[p][i * width + j] = rowMajor[row + i];
                }
            }
        }
        return panels;
    }

    static short[] rowMajor(short[][] panels, int outputs, int inputs, PanelLayout layout) {
        short[] rowMajor = new short[outputs * inputs];
        for (int p = 0; p < panels.length; p++) {
            int width = layout.width(p);
            for (int j = 0; j < layout.used(p); j++) {
                int row = (layout.column(p) + j) * inputs;
                for (int i = 0; i < inputs; i++) {
                    rowMajor[row + i] = panels[p][i * width + j];
                }
            }
        }
        return rowMajor;
    }

    static void readRow(
            short[][] panels, PanelLayout layout, int inputs, int j, boolean brain, float[] target, int offset) {
        int p = layout.panelOf(j);
        int width = layout.width(p);
        int at = j - layout.column(p);
        for (int i = 0; i < inputs; i++) {
            target[offset + i] = ShortFloats.value(panels[p][at + i * width], brain);
        }
    }

    static long bytes(short[][] panels) {
        long bytes = 0;
        for (short[] panel : panels) {
            bytes += (long) panel.length * Short.BYTES;
        }
        return bytes;
    }
}
