package dev.nervure.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/**
 * Changes one input of a sample at random, so that a network sees it differently in each epoch; for
 * {@link Dataset#map(BiFunction)}. Steps are done in the order in which they were added.
 *
 * <pre>{@code
 * Dataset varied = train.map(Augmentation.of(1, 28, 28).flip().shift(2).noise(0.05f));
 * }</pre>
 *
 * <p>An augmentation never changes; each method gives a new one. It is meant for training only: evaluate with samples as
 * they are, and where {@link #crop} makes them smaller, with {@link #centerCrop}.
 */
public final class Augmentation implements BiFunction<Sample, RandomGenerator, Sample> {
    private final String input; // empty for the input without a name
    private final Image given;
    private final Image shape; // after the steps
    private final List<Step> steps;

    /** Channels, rows and columns; a vector has one row. */
    private record Image(int channels, int height, int width) {
        int size() {
            return channels * height * width;
        }
    }

    /** What is done to an image; the result is a new array or the one that was given. */
    private interface Step {
        float[] apply(float[] values, RandomGenerator random);
    }

    private Augmentation(String input, Image given, Image shape, List<Step> steps) {
        this.input = input;
        this.given = given;
        this.shape = shape;
        this.steps = steps;
    }

    /**
     * An augmentation that changes nothing yet, of the input that was given without a name.
     *
     * @param shape the shape of the input as it is declared: {@code [size]} for vectors, {@code [channels, length]} for
     *     signals, {@code [channels, height, width]} for images
     * @return an augmentation to add to
     * @throws IllegalArgumentException if there are not one to three sizes, each at least 1
     */
    public static Augmentation of(int... shape) {
        if (shape.length < 1 || shape.length > 3 || Arrays.stream(shape).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                    "the shape of what is augmented is [size], [channels, length] or [channels, height, width], got "
                            + Arrays.toString(shape));
        }
        Image image =
                new Image(shape.length > 1 ? shape[0] : 1, shape.length > 2 ? shape[1] : 1, shape[shape.length - 1]);
        return new Augmentation("", image, image, List.of());
    }

    /**
     * The same for an input with a name.
     *
     * @param name the name that the network declares
     * @return the same steps for that input
     */
    public Augmentation on(String name) {
        return new Augmentation(name, given, shape, steps);
    }

    /**
     * Adds a step that mirrors every second sample, left and right: the last axis is reversed.
     *
     * @return a new augmentation
     */
    public Augmentation flip() {
        Image at = shape;
        return and(at, (values, random) -> random.nextBoolean() ? window(values, at, at, 0, 0, 0f, true) : values);
    }

    /**
     * Adds a step that shifts each sample by up to some places along each axis but that of channels; zeros come in.
     *
     * @param most the most places, at least 1
     * @return a new augmentation
     * @throws IllegalArgumentException if {@code most} is less than 1
     */
    public Augmentation shift(int most) {
        return shift(most, 0f);
    }

    /**
     * Adds a step as {@link #shift(int)}, with another value that comes in.
     *
     * @param most the most places, at least 1
     * @param fill the value of what comes in, such as that of the background
     * @return a new augmentation
     * @throws IllegalArgumentException if {@code most} is less than 1
     */
    public Augmentation shift(int most, float fill) {
        Checks.positive("the places to shift by", most);
        Image at = shape;
        return and(at, (values, random) -> {
            int down = at.height == 1 ? 0 : random.nextInt(-most, most + 1);
            int right = random.nextInt(-most, most + 1);
            return window(values, at, at, -down, -right, fill, false);
        });
    }

    /**
     * Adds a step that cuts out a part at a random place.
     *
     * @param size the length of the part, or its height and width
     * @return a new augmentation whose result has that size
     * @throws IllegalArgumentException if the part is larger than the sample
     */
    public Augmentation crop(int... size) {
        Image at = shape;
        Image part = part(size);
        return and(
                part,
                (values, random) -> window(
                        values,
                        at,
                        part,
                        random.nextInt(at.height - part.height + 1),
                        random.nextInt(at.width - part.width + 1),
                        0f,
                        false));
    }

    /**
     * Adds a step that cuts out the middle; nothing is random about it.
     *
     * @param size the length of the part, or its height and width
     * @return a new augmentation whose result has that size
     * @throws IllegalArgumentException if the part is larger than the sample
     */
    public Augmentation centerCrop(int... size) {
        Image at = shape;
        Image part = part(size);
        return and(
                part,
                (values, random) -> window(
                        values, at, part, (at.height - part.height) / 2, (at.width - part.width) / 2, 0f, false));
    }

    /**
     * Adds a step that adds a normally distributed number to each value.
     *
     * @param deviation the standard deviation, above 0
     * @return a new augmentation
     * @throws IllegalArgumentException if {@code deviation} is not positive
     */
    public Augmentation noise(float deviation) {
        Checks.positive("the deviation of the noise", deviation);
        return and(shape, (values, random) -> {
            float[] noisy = values.clone();
            for (int i = 0; i < noisy.length; i++) {
                noisy[i] += deviation * (float) random.nextGaussian();
            }
            return noisy;
        });
    }

    /**
     * Changes a sample.
     *
     * @param sample the sample, which stays as it is
     * @param random where random numbers come from
     * @return the changed sample
     * @throws IllegalArgumentException if the sample has no such input, or it has another size
     */
    @Override
    public Sample apply(Sample sample, RandomGenerator random) {
        String name = input.isEmpty() ? "input" : input;
        float[] values = sample.floats(name); // a copy, or an error that lists the names
        if (values.length != given.size()) {
            throw new IllegalArgumentException(
                    "the augmentation is for '" + name + "' of " + given.size() + " values, got " + values.length);
        }
        for (Step step : steps) {
            values = step.apply(values, random);
        }
        return sample.with(name, values);
    }

    private Image part(int[] size) {
        int axes = shape.height == 1 ? 1 : 2;
        if (size.length != axes
                || size[size.length - 1] < 1
                || size[size.length - 1] > shape.width
                || (axes == 2 && (size[0] < 1 || size[0] > shape.height))) {
            throw new IllegalArgumentException("a part of " + (axes == 2 ? shape.height + " × " : "") + shape.width
                    + " is at most as large, got " + Arrays.toString(size));
        }
        return new Image(shape.channels, axes == 2 ? size[0] : 1, size[size.length - 1]);
    }

    private Augmentation and(Image result, Step step) {
        List<Step> all = new ArrayList<>(steps);
        all.add(step);
        return new Augmentation(input, given, result, all);
    }

    /** What is seen of each channel through a window; beyond the image there is {@code fill}. */
    private static float[] window(
            float[] values, Image from, Image to, int top, int left, float fill, boolean mirrored) {
        float[] seen = new float[to.size()];
        int at = 0;
        for (int c = 0; c < to.channels; c++) {
            for (int y = 0; y < to.height; y++) {
                int row = y + top;
                int start = (c * from.height + row) * from.width;
                for (int x = 0; x < to.width; x++) {
                    int column = (mirrored ? to.width - 1 - x : x) + left;
                    boolean inside = row >= 0 && row < from.height && column >= 0 && column < from.width;
                    seen[at++] = inside ? values[start + column] : fill;
                }
            }
        }
        return seen;
    }
}
