package dev.nervure.examples.stories;

import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/** Writes on, token by token. */
final class Writer {
    private final StoryModel model;
    private final Sampler sampler;
    private final IntPredicate ends;

    /** @param ends whether a token ends a text */
    Writer(StoryModel model, Sampler sampler, IntPredicate ends) {
        this.model = model;
        this.sampler = sampler;
        this.ends = ends;
    }

    /**
     * Reads a beginning at once, and writes on until a text ends or is as long as it can be.
     *
     * @param most how many tokens to write at most
     * @param each what happens to each token that is written
     * @return how many were written
     */
    int write(int[] beginning, int most, IntConsumer each) {
        StoryStream stream = model.newStream();
        int[] read = new int[beginning.length + 1];
        read[0] = Vocabulary.BEGIN;
        System.arraycopy(beginning, 0, read, 1, beginning.length);
        float[] logits = stream.feed(read, read.length);
        for (int written = 0; written < most; written++) {
            int token = sampler.next(logits);
            if (ends.test(token)) {
                return written;
            }
            each.accept(token);
            if (stream.position() == Story.LONGEST) {
                return written + 1;
            }
            logits = stream.step(token);
        }
        return most;
    }
}
