package dev.nervure.examples.classics;

import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Trainer;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.IntStream;

/** A sequence becomes a sequence: trained as a whole, used in two halves. */
final class TurningRound {
    private TurningRound() {}

    static double run(long seed, PrintStream out) {
        List<Word> words = Word.all(seed);
        Reversal_WholeModel whole = Reversal_WholeModel.create(seed);
        Trainer.of(whole)
                .optimizer(Optimizers.adam(5e-3f))
                .batchSize(32)
                .epochs(18)
                .seed(seed)
                .fit(Dataset.of(1000, i -> words.get(i).sample()));

        Reversal_ReaderModel reader = Reversal_ReaderModel.create(seed);
        reader.weights().setMatching(whole.weights());
        Reversal_WriterModel writer = Reversal_WriterModel.create(seed);
        writer.weights().setMatching(whole.weights());
        int right = 0;
        for (Word word : words.subList(1000, words.size())) {
            Word written = write(reader, writer, word);
            right += written.equals(word.reversed()) ? 1 : 0;
        }
        for (Word word : words.subList(1000, 1005)) {
            out.println(word + " → " + write(reader, writer, word));
        }
        return right / (words.size() - 1000.0);
    }

    /** Letter by letter, each the likeliest after those before. */
    private static Word write(Reversal_ReaderModel reader, Reversal_WriterModel writer, Word word) {
        int[] written = new int[Reversal.LENGTH];
        int before = Reversal.LETTERS;
        float[] state = reader.predict(word.array());
        for (int i = 0; i < written.length; i++) {
            Reversal_WriterOutputs step = writer.predict(new Reversal_WriterInputs(new int[] {before}, state));
            state = step.stateAfter();
            before = IntStream.range(0, Reversal.LETTERS).reduce(0, (a, b) -> step.next()[b] > step.next()[a] ? b : a);
            written[i] = before;
        }
        return Word.of(written);
    }
}
