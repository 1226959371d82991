package dev.nervure.training;

import dev.nervure.runtime.kernel.Storage;
import dev.nervure.runtime.kernel.matrix.Matrix;
import dev.nervure.runtime.kernel.matrix.TouchedRows;
import org.jspecify.annotations.Nullable;

/** One array of a parameter's gradient; of a table that is looked up, with the rows that are not zero. */
final class GradientPart {
    final float[] values;
    private final @Nullable Matrix table;

    GradientPart(Storage gradient, int chunk) {
        this.values = gradient.chunks()[chunk];
        this.table = gradient instanceof Matrix matrix && matrix.touched() != null ? matrix : null;
    }

    /** Whether a gradient knows which of its rows are not zero. */
    static boolean isTable(Storage storage) {
        return storage instanceof Matrix matrix && matrix.touched() != null;
    }

    Matrix table() {
        if (table == null) {
            throw new IllegalStateException("no table");
        }
        return table;
    }

    TouchedRows rows() {
        TouchedRows rows = table().touched();
        if (rows == null) {
            throw new IllegalStateException("a gradient of fewer bits");
        }
        return rows;
    }

    /** Says that any value may have been written, if it is asked. */
    void touchAll() {
        if (table != null) {
            rows().touchAll();
        }
    }
}
