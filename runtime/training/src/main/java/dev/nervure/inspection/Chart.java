package dev.nervure.inspection;

import dev.nervure.runtime.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A drawing. It can be an SVG of its own, or part of {@link #panels} or a {@link Page}. The same chart always gives the
 * same bytes.
 */
public abstract class Chart {
    private final String title;

    Chart(String title) {
        this.title = title;
    }

    /**
     * Several charts in one, row by row.
     *
     * @param title the line above all charts
     * @param columns the number of charts in a row, at least 1
     * @param charts the charts, in order
     * @return one chart
     * @throws IllegalArgumentException if {@code columns} is not positive
     */
    public static Chart panels(String title, int columns, List<? extends Chart> charts) {
        return new Panels(title, columns, charts);
    }

    final String title() {
        return title;
    }

    abstract int width();

    abstract int height();

    abstract void draw(Svg svg);

    /**
     * The chart as a document. Its colours follow the reader's choice of light or dark.
     *
     * @return an SVG document
     */
    public final String toSvg() {
        return Svg.document(this);
    }

    /**
     * Writes {@link #toSvg} in UTF-8.
     *
     * @param file the file to write or to replace
     * @throws IOException if it cannot be written
     */
    public final void save(Path file) throws IOException {
        AtomicFile.write(file, toSvg());
    }
}
