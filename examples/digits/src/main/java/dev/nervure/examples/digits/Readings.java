package dev.nervure.examples.digits;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a model reads in each of some images, beside what was written. */
final class Readings {
    private final DigitImages images;
    private final int[] read;

    Readings(DigitImages images, int[] read) {
        this.images = images;
        this.read = read;
    }

    static Readings of(DigitsModel model, DigitImages images) {
        int[] read = new int[images.size()];
        for (int i = 0; i < read.length; i++) {
            read[i] = largest(model.predict(images.pixels()[i]));
        }
        return new Readings(images, read);
    }

    /** The share of images that were read as they were meant. */
    double accuracy() {
        return 1 - misread().size() / (double) read.length;
    }

    /** The images that were read as another digit. */
    List<Integer> misread() {
        List<Integer> misread = new ArrayList<>();
        for (int i = 0; i < read.length; i++) {
            if (read[i] != images.labels()[i]) {
                misread.add(i);
            }
        }
        return misread;
    }

    /** The digit that was read in an image. */
    int read(int image) {
        return read[image];
    }

    /** How often each digit was read as each: a row for what was written, a column for what was read. */
    String table() {
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
