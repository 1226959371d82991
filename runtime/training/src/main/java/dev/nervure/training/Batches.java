package dev.nervure.training;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts the samples of an epoch into batches, and these into steps. The batches are the same objects in every step. */
final class Batches {
    private final int size;
    private final LastBatch last;
    private final List<Batch> step = new ArrayList<>();
    private final @Nullable Batch ahead; // what is read before it is known whether it fills a batch
    private boolean waiting; // whether there is something in it

    /** @param accumulate batches of a step */
    Batches(int size, int accumulate, LastBatch last) {
        this.size = size;
        this.last = last;
        this.ahead = last == LastBatch.MERGE ? new Batch(size) : null;
        for (int i = 0; i < accumulate; i++) {
            step.add(new Batch(largest(size, last)));
        }
    }

    /** The samples that a batch may have. */
    static int largest(int size, LastBatch last) {
        return last == LastBatch.MERGE ? (int) Math.min(Integer.MAX_VALUE, 2L * size - 1) : size;
    }

    /** The batch that is used where there is none yet. */
    Batch first() {
        return step.get(0);
    }

    /** The batches of the next step; empty at the end of the epoch. */
    List<Batch> next(SampleReader reader) {
        int filled = 0;
        while (filled < step.size() && fill(step.get(filled), reader)) {
            filled++;
        }
        return step.subList(0, filled);
    }

    private boolean fill(Batch batch, SampleReader reader) {
        if (ahead == null) {
            return batch.fill(reader, size) && (last == LastBatch.KEEP || batch.size() == size);
        }
        if (waiting) {
            batch.become(ahead);
        } else if (!batch.fill(reader, size)) {
            return false;
        }
        waiting = ahead.fill(reader, size);
        if (waiting && ahead.size() < size) {
            batch.add(ahead);
            waiting = false;
        }
        return true;
    }
}
