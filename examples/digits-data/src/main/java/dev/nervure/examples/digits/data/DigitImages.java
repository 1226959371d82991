package dev.nervure.examples.digits.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** Images of handwritten digits and what was meant; {@code DATA.md} beside the file says where they are from. */
public final class DigitImages {
    public static final int SIDE = 8;
    public static final int CLASSES = 10;

    private static final int DARKEST = 16;
    private static final long SPLIT_SEED = 1;

    /** The images to learn from, and those to be judged by. */
    public record Split(DigitImages train, DigitImages test) {}

    private final float[][] pixels;
    private final int[] labels;

    DigitImages(float[][] pixels, int[] labels) {
        this.pixels = pixels;
        this.labels = labels;
    }

    /** All 1,797 images. */
    public static DigitImages load() {
        List<String> lines;
        try (InputStream file = DigitImages.class.getResourceAsStream("digits.csv.gz");
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(file), StandardCharsets.US_ASCII))) {
            lines = reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        float[][] pixels = new float[lines.size()][SIDE * SIDE];
        int[] labels = new int[lines.size()];
        for (int i = 0; i < labels.length; i++) {
            String[] values = lines.get(i).split(",");
            for (int p = 0; p < SIDE * SIDE; p++) {
                pixels[i][p] = Float.parseFloat(values[p]) / DARKEST;
            }
            labels[i] = Integer.parseInt(values[SIDE * SIDE]);
        }
        return new DigitImages(pixels, labels);
    }

    /** Four fifths of each digit's images to learn from, chosen once and for all: no training seed changes it. */
    public Split split() {
        Random random = new Random(SPLIT_SEED);
        List<Integer> train = new ArrayList<>();
        List<Integer> test = new ArrayList<>();
        for (int digit = 0; digit < CLASSES; digit++) {
            List<Integer> images = new ArrayList<>();
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] == digit) {
                    images.add(i);
                }
            }
            Collections.shuffle(images, random);
            int cut = Math.round(images.size() * 0.8f);
            train.addAll(images.subList(0, cut));
            test.addAll(images.subList(cut, images.size()));
        }
        return new Split(only(train), only(test));
    }

    private DigitImages only(List<Integer> images) {
        return new DigitImages(
                images.stream().map(i -> pixels[i]).toArray(float[][]::new),
                images.stream().mapToInt(i -> labels[i]).toArray());
    }

    public int size() {
        return labels.length;
    }

    /** Each image row by row, from 0 (blank) to 1 (ink). */
    public float[][] pixels() {
        return pixels;
    }

    /** The digit that each image shows. */
    public int[] labels() {
        return labels;
    }
}
