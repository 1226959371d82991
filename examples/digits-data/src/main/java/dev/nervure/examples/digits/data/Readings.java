package dev.nervure.examples.digits.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What a model reads in each of some images, beside what was written. */
public final class Readings {
    private final DigitImages images;
    private final int[] read;

    Readings(DigitImages images, int[] read) {
        this.images = images;
        this.read = read;
    }

    /** @param model gives one logit a digit for an image's pixels */
    public static Readings of(UnaryOperator<float[]> model, DigitImages images) {
        int[] read = new int[images.size()];
        for (int i = 0; i < read.length; i++) {
            read[i] = largest(model.apply(images.pixels()[i]));
        }
        return new Readings(images, read);
    }

    /** The share of images that were read as they were meant. */
    public double accuracy() {
        return 1 - misread().size() / (double) read.length;
    }

    /** The images that were read as another digit. */
    public List<Integer> misread() {
        List<Integer> misread = new ArrayList<>();
        for (int i = 0; i < read.length; i++) {
            if (read[i] != images.labels()[i]) {
                misread.add(i);
            }
        }
        return misread;
    }

    /** The digit that was read in an image. */
    public int read(int image) {
        return read[image];
    }

    /** How often each digit was read as each: a row for what was written, a column for what was read. */
    public String table() {
        int[][] counts = new int[DigitImages.CLASSES][DigitImages.CLASSES];
        for (int i = 0; i < read.length; i++) {
            counts[images.labels()[i]][read[i]]++;
        }
        StringBuilder table = new StringBuilder("read as  ");
        for (int digit = 0; digit < DigitImages.CLASSES; digit++) {
            table.append(String.format(Locale.ROOT, "%4d", digit));
        }
        for (int digit = 0; digit < DigitImages.CLASSES; digit++) {
            table.append(String.format(Locale.ROOT, "%nwritten %d", digit));
            for (int count : counts[digit]) {
                table.append(count == 0 ? "   ." : String.format(Locale.ROOT, "%4d", count));
            }
        }
        return table.toString();
    }

    private static int largest(float[] logits) {
        int largest = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[largest]) {
                largest = i;
            }
        }
        return largest;
    }
}
