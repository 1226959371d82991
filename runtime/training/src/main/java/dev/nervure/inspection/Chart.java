package dev.nervure.inspection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A drawing: an SVG of its own, or part of {@link #panels} or a {@link Page}. The same chart gives the same bytes. */
public abstract class Chart {
    private final String title;

    Chart(String title) {
        this.title = title;
    }

    /**
     * Several charts in one, row by row.
     *
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

    /** The chart as a document of its own; its colours follow the reader's choice of light or dark. */
    public final String toSvg() {
        return Svg.document(this);
    }

    /** Writes {@link #toSvg}. */
    public final void save(Path file) throws IOException {
        Files.writeString(file, toSvg());
    }
}
