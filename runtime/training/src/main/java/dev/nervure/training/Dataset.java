package dev.nervure.training;

import dev.nervure.inspection.Inspection;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.generated.SplitMix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Samples to train on or to evaluate with. Arrays are kept as they are and copied sample by sample into the network's
 * activations: do not change them while they are used.
 */
public abstract class Dataset implements Inspection.Passes {
    private static final int PASS = 64; // samples

    Dataset() {}

    /**
     * Samples and their classes, for a network with one input and one target.
     *
     * @param inputs {@code [samples][size]}: the values of each sample, row-major in the input's shape
     * @param classes {@code [samples]}: the class of each sample, from 0
     * @return a data set in memory that keeps the arrays
     * @throws IllegalArgumentException if there is no sample, or the lengths differ
     */
    public static Dataset of(float[][] inputs, int[] classes) {
        return new Columns(Sample.INPUT_AND_TARGET, inputs, Columns.rows(classes)).build();
    }

    /**
     * Samples and the values to predict, for a network with one input and one target.
     *
     * @param inputs {@code [samples][size]}: the values of each sample, row-major in the input's shape
     * @param targets {@code [samples][size]}: the values to predict, row-major in the target's shape
     * @return a data set in memory that keeps the arrays
     * @throws IllegalArgumentException if there is no sample, or the lengths differ
     */
    public static Dataset of(float[][] inputs, float[][] targets) {
        return new Columns(Sample.INPUT_AND_TARGET, inputs, targets).build();
    }

    /**
     * Samples of integers, such as words, and their classes.
     *
     * @param inputs {@code [samples][size]}: the integers of each sample, row-major in the input's shape
     * @param classes {@code [samples]}: the class of each sample, from 0
     * @return a data set in memory that keeps the arrays
     * @throws IllegalArgumentException if there is no sample, or the lengths differ
     */
    public static Dataset of(int[][] inputs, int[] classes) {
        return new Columns(Sample.INPUT_AND_TARGET, inputs, Columns.rows(classes)).build();
    }

    /**
     * Samples of integers and the integers to predict, such as the words that follow.
     *
     * @param inputs {@code [samples][size]}: the integers of each sample, row-major in the input's shape
     * @param targets {@code [samples][size]}: the integers to predict, row-major in the target's shape
     * @return a data set in memory that keeps the arrays
     * @throws IllegalArgumentException if there is no sample, or the lengths differ
     */
    public static Dataset of(int[][] inputs, int[][] targets) {
        return new Columns(Sample.INPUT_AND_TARGET, inputs, targets).build();
    }

    /**
     * Samples for a network with one input whose loss reads no target, such as an autoencoder.
     *
     * @param inputs {@code [samples][size]}: the values of each sample, row-major in the input's shape
     * @return a data set in memory that keeps the arrays
     * @throws IllegalArgumentException if there is no sample
     */
    public static Dataset of(float[][] inputs) {
        return new Columns(Sample.INPUT, new Object[][] {inputs}).build();
    }

    /**
     * Samples in memory.
     *
     * @param samples the samples, in order
     * @return a data set that keeps the samples
     * @throws IllegalArgumentException if there is no sample
     */
    public static Dataset of(Collection<Sample> samples) {
        return new StoredDataset(samples.toArray(new Sample[0]));
    }

    /**
     * Several inputs or targets, each an array of its own under the name that the network declares.
     *
     * @return columns to add to, and then to {@link Columns#build}
     */
    public static Columns columns() {
        return new Columns();
    }

    /**
     * Samples that need not fit into memory. They are read in sequence, anew in every epoch and for every evaluation.
     *
     * @param shuffleBuffer the size of the shuffle buffer in samples, at least 1; training draws each sample uniformly
     *     from the buffer, so 1 keeps the order
     * @param source opens the samples; the stream is closed after its epoch
     * @return a data set of unknown size
     * @throws IllegalArgumentException if the buffer is empty
     */
    public static Dataset stream(int shuffleBuffer, Source source) {
        return new StreamedDataset(Checks.positive("the shuffle buffer", shuffleBuffer), source);
    }

    /** Opens the samples of one epoch. */
    @FunctionalInterface
    public interface Source {
        /**
         * Opens the samples, always from the first one.
         *
         * @return the samples; the training run closes the stream
         * @throws IOException if they cannot be opened; training then ends with an {@code UncheckedIOException}
         */
        Stream<Sample> open() throws IOException;
    }

    /**
     * The number of samples.
     *
     * @return the number, at least 1
     * @throws IllegalStateException if this is a stream, whose number is not known
     */
    public final int size() {
        int size = knownSize();
        if (size < 0) {
            throw new IllegalStateException("how many samples a stream has is not known before it is read");
        }
        return size;
    }

    /**
     * Cuts the samples in two at random. Where the target is a class, each part gets its share of every class. Both
     * parts keep the order of the samples.
     *
     * @param fraction the share of the first part, between 0 and 1
     * @param seed the same seed gives the same parts
     * @return the two parts, which share the samples with this data set
     * @throws IllegalArgumentException if {@code fraction} is not between 0 and 1, or a part would be empty
     * @throws IllegalStateException if this is a stream
     */
    public Split split(double fraction, long seed) {
        return stored().cut(fraction, seed, "the target");
    }

    /**
     * Cuts the samples in two as {@link #split(double, long)}, for a data set of named columns.
     *
     * @param fraction the share of the first part, between 0 and 1
     * @param seed the same seed gives the same parts
     * @param column the name of the column of classes; each part gets its share of every class
     * @return the two parts, which share the samples with this data set
     * @throws IllegalArgumentException if {@code fraction} is not between 0 and 1, or a part would be empty
     * @throws IllegalStateException if this is a stream
     */
    public Split split(double fraction, long seed, String column) {
        return stored().cut(fraction, seed, column);
    }

    /**
     * Two parts of one data set.
     *
     * @param train the first part
     * @param test the rest
     */
    public record Split(Dataset train, Dataset test) {}

    /** Runs the model as it is over all samples in their order, 64 at a time, on activations that keep every tensor. */
    @Override
    public final void forEachPass(Model model, Consumer<Activations> look) {
        forEachPass(model, PASS, look);
    }

    /**
     * Runs the model as it is over all samples in their order, on activations that keep every tensor.
     *
     * @param model the model to run
     * @param samples the most samples of one pass
     * @param look called after each pass; the next pass overwrites the activations
     * @throws IllegalArgumentException if {@code samples} is less than 1, or the data does not fit the model
     */
    public final void forEachPass(Model model, int samples, Consumer<Activations> look) {
        try (SampleReader reader = open(null)) {
            Batch batch = new Batch(Checks.positive("the samples of a pass", samples));
            Activations a = model.newActivations(samples);
            Binding binding = new Binding(model);
            Binding.Slots slots = binding.slots(a);
            while (batch.fill(reader)) {
                binding.copy(batch, 0, batch.size(), slots);
                model.forward(a, batch.size());
                look.accept(a);
            }
        }
    }

    /** −1 if it is not known. */
    abstract int knownSize();

    /** Opens the samples; in their own order if {@code shuffle} is null. */
    abstract SampleReader open(@Nullable SplitMix shuffle);

    /** Finds what does not fit before training begins, where that needs no reading. */
    abstract void check(Binding binding);

    private StoredDataset stored() {
        if (this instanceof StoredDataset stored) {
            return stored;
        }
        throw new IllegalStateException("a stream cannot be split; open two streams");
    }

    /** The columns of a data set, in the making; all have one row for each sample. */
    public static final class Columns {
        private final List<String> names;
        private final List<Object[]> columns;

        private Columns() {
            this.names = new ArrayList<>();
            this.columns = new ArrayList<>();
        }

        private Columns(List<String> names, Object[]... columns) {
            this.names = names;
            this.columns = Arrays.asList(columns);
        }

        /**
         * Adds an input or target of floats.
         *
         * @param name the name that the network declares
         * @param rows {@code [samples][size]}: the values of each sample, row-major in the tensor's shape
         * @return these columns
         * @throws IllegalArgumentException if the name is taken
         */
        public Columns floats(String name, float[][] rows) {
            return add(name, rows);
        }

        /**
         * Adds an input or target of several integers for each sample.
         *
         * @param name the name that the network declares
         * @param rows {@code [samples][size]}: the integers of each sample, row-major in the tensor's shape
         * @return these columns
         * @throws IllegalArgumentException if the name is taken
         */
        public Columns ints(String name, int[][] rows) {
            return add(name, rows);
        }

        /**
         * Adds an input or target of one integer for each sample, such as its class.
         *
         * @param name the name that the network declares
         * @param values {@code [samples]}: the integer of each sample
         * @return these columns
         * @throws IllegalArgumentException if the name is taken
         */
        public Columns ints(String name, int[] values) {
            return add(name, rows(values));
        }

        /**
         * Makes the data set of these columns.
         *
         * @return a data set in memory that keeps the arrays
         * @throws IllegalArgumentException if there is no column or no sample, or the columns differ in length
         */
        public Dataset build() {
            if (columns.isEmpty()) {
                throw new IllegalArgumentException("a data set needs at least one column");
            }
            int size = columns.get(0).length;
            for (int c = 1; c < columns.size(); c++) {
                if (columns.get(c).length != size) {
                    throw new IllegalArgumentException(names.get(0) + " has " + size + " samples, " + names.get(c)
                            + " has " + columns.get(c).length);
                }
            }
            List<String> shared = List.copyOf(names); // of an immutable list the list itself: Binding tells by it
            Sample[] samples = new Sample[size];
            for (int i = 0; i < size; i++) {
                int row = i;
                samples[i] = Sample.row(
                        shared, columns.stream().map(column -> column[row]).toArray());
            }
            return new StoredDataset(samples);
        }

        private Columns add(String name, Object[] rows) {
            if (names.contains(name)) {
                throw new IllegalArgumentException("two columns named '" + name + "'");
            }
            names.add(name);
            columns.add(Checks.notNull(name, rows));
            return this;
        }

        private static int[][] rows(int[] values) {
            int[][] rows = new int[Checks.notNull("the array of integers", values).length][];
            Arrays.setAll(rows, i -> new int[] {values[i]});
            return rows;
        }
    }
}
