package dev.nervure.training;

import dev.nervure.inspection.Inspection;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Model;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Samples to train on or to evaluate with. Arrays are kept as they are and copied sample by sample into the network's
 * activations: do not change them while they are used.
 *
 * <p>A data set never changes: {@link #map}, {@link #filter}, {@link #split} and the others give new ones that read from
 * this one. Of a data set in memory any sample can be read at any time; a stream is read from its beginning, and what
 * needs more says so with an {@code IllegalStateException}. {@link #cache} makes the one of the other.
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
        return new DatasetColumns(Sample.INPUT_AND_TARGET, inputs, DatasetColumns.rows(classes)).build();
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
        return new DatasetColumns(Sample.INPUT_AND_TARGET, inputs, targets).build();
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
        return new DatasetColumns(Sample.INPUT_AND_TARGET, inputs, DatasetColumns.rows(classes)).build();
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
        return new DatasetColumns(Sample.INPUT_AND_TARGET, inputs, targets).build();
    }

    /**
     * Samples for a network with one input whose loss reads no target, such as an autoencoder.
     *
     * @param inputs {@code [samples][size]}: the values of each sample, row-major in the input's shape
     * @return a data set in memory that keeps the arrays
     * @throws IllegalArgumentException if there is no sample
     */
    public static Dataset of(float[][] inputs) {
        return new DatasetColumns(Sample.INPUT, new Object[][] {inputs}).build();
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
     * Samples that are read or made one by one whenever they are needed, such as images in files.
     *
     * @param size the number of samples, at least 1
     * @param samples gives the sample of a number from 0; called by several threads at once where a trainer has workers
     * @return a data set that keeps no sample
     * @throws IllegalArgumentException if {@code size} is less than 1
     */
    public static Dataset of(int size, IntFunction<Sample> samples) {
        return new ComputedDataset(size, Checks.notNull("the function of samples", samples));
    }

    /**
     * Several inputs or targets, each an array of its own under the name that the network declares.
     *
     * @return columns to add to, and then to {@link DatasetColumns#build}
     */
    public static DatasetColumns columns() {
        return new DatasetColumns();
    }

    /**
     * Samples that need not fit into memory. They are read in sequence, anew in every epoch and for every evaluation.
     *
     * @param shuffleBuffer the size of the shuffle buffer in samples, at least 1; training draws each sample uniformly
     *     from the buffer, so 1 keeps the order
     * @param source opens the samples; the stream is closed after its epoch
     * @return a data set of unknown size, see {@link #withSize}
     * @throws IllegalArgumentException if the buffer is empty
     */
    public static Dataset stream(int shuffleBuffer, Source source) {
        Checks.notNull("the source of samples", source);
        return stream(shuffleBuffer, (seed, epoch) -> source.open());
    }

    /**
     * Samples that need not fit into memory, and that may differ from epoch to epoch.
     *
     * @param shuffleBuffer the size of the shuffle buffer in samples, at least 1; 1 keeps the order
     * @param source opens the samples of an epoch; the stream is closed after it
     * @return a data set of unknown size, see {@link #withSize}
     * @throws IllegalArgumentException if the buffer is empty
     */
    public static Dataset stream(int shuffleBuffer, EpochSource source) {
        return new StreamedDataset(
                Checks.positive("the shuffle buffer", shuffleBuffer),
                Checks.notNull("the source of samples", source),
                -1);
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

    /** Opens the samples of a given epoch. */
    @FunctionalInterface
    public interface EpochSource {
        /**
         * Opens the samples of an epoch, from the first one. A training that is resumed asks for the same seed and epochs.
         *
         * @param seed the seed of the training; 0 outside training
         * @param epoch the number of the epoch, from 1; 0 outside training, such as for validation
         * @return the samples; the training run closes the stream
         * @throws IOException if they cannot be opened; training then ends with an {@code UncheckedIOException}
         */
        Stream<Sample> open(long seed, int epoch) throws IOException;
    }

    /**
     * Says how many samples this stream has, so that progress and schedules know it in the first epoch.
     *
     * @param samples the number, at least 1; reading another number of samples is an {@code IllegalStateException}
     * @return the stream with that size
     * @throws IllegalArgumentException if it is less than 1
     * @throws IllegalStateException if this is no stream as {@link #stream} makes it
     */
    public final Dataset withSize(long samples) {
        if (samples < 1) {
            throw new IllegalArgumentException("the number of samples must be at least 1, got " + samples);
        }
        if (this instanceof StreamedDataset stream) {
            return stream.sized(samples);
        }
        throw new IllegalStateException("withSize is for a data set as Dataset.stream makes it: call it right after");
    }

    /**
     * The number of samples.
     *
     * @return the number, at least 1
     * @throws IllegalStateException if this is a stream whose number is not known, or is more than an {@code int} holds
     */
    public final int size() {
        long size = knownSize();
        if (size < 0 || size > Integer.MAX_VALUE) {
            throw new IllegalStateException(
                    size < 0 ? "how many samples a stream has is not known before it is read" : size + " samples");
        }
        return (int) size;
    }

    /**
     * A sample, as it is outside training.
     *
     * @param index its number, from 0 to {@link #size} − 1
     * @return the sample
     * @throws IndexOutOfBoundsException if there is no such sample
     * @throws IllegalStateException if this is a stream
     */
    public final Sample get(int index) {
        IndexedDataset data = indexed("cannot be read at any place");
        if (index < 0 || index >= data.size()) {
            throw new IndexOutOfBoundsException("there is no sample " + index + " among " + data.size());
        }
        return data.sample(index, Pass.IN_ORDER, 0);
    }

    /**
     * All samples in their order, as they are outside training.
     *
     * @return the samples, read as they are asked for; close it where this is a stream that must be closed
     */
    public final Stream<Sample> samples() {
        SampleReader reader = open(Pass.IN_ORDER);
        Spliterator<Sample> rest =
                new Spliterators.AbstractSpliterator<>(
                        knownSize() < 0 ? Long.MAX_VALUE : knownSize(), Spliterator.ORDERED | Spliterator.NONNULL) {
                    @Override
                    public boolean tryAdvance(Consumer<? super Sample> action) {
                        boolean more = reader.next();
                        if (more) {
                            action.accept(reader.sample());
                        }
                        return more;
                    }
                };
        return StreamSupport.stream(rest, false).onClose(reader::close);
    }

    /**
     * Does something to each sample whenever it is read. What it costs is paid in every epoch; {@link #cache} pays it
     * once, and {@link Trainer#workers} lets other threads pay.
     *
     * @param map gives a sample for a sample; called by several threads at once where a trainer has workers
     * @return a data set of the same size
     */
    public final Dataset map(UnaryOperator<Sample> map) {
        Checks.notNull("the function of samples", map);
        return mapped((sample, random) -> map.apply(sample), false);
    }

    /**
     * Does something to each sample at random, in each epoch anew, such as an {@link Augmentation}. The random numbers
     * follow from the seed of the training, the epoch and the number of the sample, so the result does not depend on the
     * number of threads, workers or the JDK. Outside training they are always the same.
     *
     * @param map gives a sample for a sample and a source of random numbers; called by several threads at once where a
     *     trainer has workers
     * @return a data set of the same size
     */
    public final Dataset map(BiFunction<? super Sample, ? super RandomGenerator, Sample> map) {
        Checks.notNull("the function of samples", map);
        return mapped(map::apply, true);
    }

    /**
     * Mixes each sample with one drawn at random, {@code λ · x + (1 − λ) · x′}, in each epoch anew, where λ is drawn from
     * Beta(α, α). Floats are mixed, targets too; integers are those of the sample itself with probability λ, otherwise
     * those of the other. On average the loss is then that of mixed targets (Zhang, Cisse, Dauphin, Lopez-Paz: mixup:
     * Beyond empirical risk minimization, ICLR 2018).
     *
     * @param alpha α, above 0; 0.2 is usual, and the smaller, the less is mixed
     * @return a data set of the same size
     * @throws IllegalArgumentException if {@code alpha} is not positive
     * @throws IllegalStateException if this is a stream
     */
    public final Dataset mixUp(float alpha) {
        return new MixedDataset(indexed("has no other sample to mix with"), Checks.positive("alpha", alpha));
    }

    /**
     * Keeps the samples that are wanted. In memory they are looked at once, as they are outside training; those of a
     * stream whenever they are read.
     *
     * @param wanted whether to keep a sample
     * @return a data set of these samples
     * @throws IllegalArgumentException if none is wanted, where this is no stream
     */
    public final Dataset filter(Predicate<? super Sample> wanted) {
        return filtered(Checks.notNull("the condition", wanted));
    }

    /**
     * Some samples, in the order given; one may come several times.
     *
     * @param indices their numbers, from 0
     * @return a data set of these samples
     * @throws IllegalArgumentException if there are none
     * @throws IndexOutOfBoundsException if there is no such sample
     * @throws IllegalStateException if this is a stream
     */
    public final Dataset subset(int[] indices) {
        IndexedDataset data = indexed("has no subsets");
        for (int index : indices) {
            if (index < 0 || index >= data.size()) {
                throw new IndexOutOfBoundsException("there is no sample " + index + " among " + data.size());
            }
        }
        return new SelectedDataset(data, indices.clone());
    }

    /**
     * Samples that follow each other.
     *
     * @param from the first, from 0
     * @param to the one after the last
     * @return a data set of these samples
     * @throws IllegalArgumentException if there are none
     * @throws IndexOutOfBoundsException if there is no such sample
     * @throws IllegalStateException if this is a stream
     */
    public final Dataset subset(int from, int to) {
        return subset(IntStream.range(from, to).toArray());
    }

    /**
     * The samples of another data set after these. Where one of the two is a stream, so is the result, and each is
     * shuffled for itself.
     *
     * @param other a data set for the same network
     * @return a data set of all samples
     */
    public final Dataset concat(Dataset other) {
        Checks.notNull("the other data set", other);
        return this instanceof IndexedDataset first && other instanceof IndexedDataset second
                ? new JoinedDataset(first, second)
                : new JoinedStream(this, other);
    }

    /**
     * Reads all samples now, and keeps them in memory.
     *
     * @return a data set in memory
     * @throws IllegalStateException if something is done to samples at random: it would always be the same from now on,
     *     so do it after this
     * @throws IllegalArgumentException if there is no sample
     */
    public final Dataset cache() {
        if (depth() > 0) {
            throw new IllegalStateException(
                    "cache() would keep what was drawn at random in every epoch: call it before");
        }
        try (Stream<Sample> samples = samples()) {
            return new StoredDataset(samples.toArray(Sample[]::new));
        }
    }

    /**
     * Draws samples for each epoch of training at random with replacement, as many as there are. Outside training each
     * comes once.
     *
     * @param weight how often a sample is drawn compared with others, 0 or more; asked once for each sample
     * @return a data set of the same size
     * @throws IllegalArgumentException if a weight is negative or not finite, or all are 0
     * @throws IllegalStateException if this is a stream
     */
    public final Dataset weighted(ToDoubleFunction<? super Sample> weight) {
        IndexedDataset data = indexed("cannot be drawn from by weight");
        return new DrawnDataset(
                data, Draws.byWeight(samples().mapToDouble(weight).toArray()));
    }

    /**
     * Draws samples for each epoch of training so that each class comes equally often, as many as there are. Samples of
     * a frequent class are left out in turn, those of a rare one come several times. Outside training each comes once.
     *
     * @return a data set of the same size
     * @throws IllegalArgumentException if a sample has no class as its target without a name; see
     *     {@link #balanced(ToIntFunction)}
     * @throws IllegalStateException if this is a stream
     */
    public final Dataset balanced() {
        return balanced(Sample::label);
    }

    /**
     * Draws samples as {@link #balanced()}, by classes of one's own.
     *
     * @param classOf the class of a sample, such as {@code sample -> sample.label("species")}
     * @return a data set of the same size
     * @throws IllegalStateException if this is a stream
     */
    public final Dataset balanced(ToIntFunction<? super Sample> classOf) {
        IndexedDataset data = indexed("cannot be balanced");
        return new DrawnDataset(data, Draws.balanced(samples().mapToInt(classOf).toArray()));
    }

    /**
     * Cuts the samples in two at random. Where the target has no name and is a class, each part gets its share of every
     * class. Both parts keep the order of the samples.
     *
     * @param fraction the share of the first part, between 0 and 1
     * @param seed the same seed gives the same parts
     * @return the two parts, which share the samples with this data set
     * @throws IllegalArgumentException if {@code fraction} is not between 0 and 1, or a part would be empty
     * @throws IllegalStateException if this is a stream
     */
    public final Split split(double fraction, long seed) {
        return split(fraction, seed, Splits::classIfAny);
    }

    /**
     * Cuts the samples in two as {@link #split(double, long)}, by classes of one's own.
     *
     * @param fraction the share of the first part, between 0 and 1
     * @param seed the same seed gives the same parts
     * @param classOf the class of a sample, such as {@code sample -> sample.label("species")}; {@code sample -> 0} where
     *     classes do not matter
     * @return the two parts, which share the samples with this data set
     * @throws IllegalArgumentException if {@code fraction} is not between 0 and 1, or a part would be empty
     * @throws IllegalStateException if this is a stream
     */
    public final Split split(double fraction, long seed, ToIntFunction<? super Sample> classOf) {
        return splits(seed, classOf).cut(fraction);
    }

    /**
     * Cuts the samples in three at random. Where the target has no name and is a class, each part gets its share of every
     * class. All parts keep the order of the samples.
     *
     * @param train the share of the first part, between 0 and 1
     * @param validation the share of the second part; the rest is the third
     * @param seed the same seed gives the same parts
     * @return the three parts, which share the samples with this data set
     * @throws IllegalArgumentException if a share is not between 0 and 1, or a part would be empty
     * @throws IllegalStateException if this is a stream
     */
    public final ThreeWaySplit split(double train, double validation, long seed) {
        return split(train, validation, seed, Splits::classIfAny);
    }

    /**
     * Cuts the samples in three as {@link #split(double, double, long)}, by classes of one's own.
     *
     * @param train the share of the first part, between 0 and 1
     * @param validation the share of the second part; the rest is the third
     * @param seed the same seed gives the same parts
     * @param classOf the class of a sample; {@code sample -> 0} where classes do not matter
     * @return the three parts, which share the samples with this data set
     * @throws IllegalArgumentException if a share is not between 0 and 1, or a part would be empty
     * @throws IllegalStateException if this is a stream
     */
    public final ThreeWaySplit split(
            double train, double validation, long seed, ToIntFunction<? super Sample> classOf) {
        return splits(seed, classOf).cut(train, validation);
    }

    /**
     * Cuts the samples for cross-validation: each sample is in the test part of one fold and in the training part of all
     * others. Where the target has no name and is a class, each fold gets its share of every class.
     *
     * @param count the number of folds, at least 2
     * @param seed the same seed gives the same folds
     * @return the folds, which share the samples with this data set
     * @throws IllegalArgumentException if {@code count} is less than 2 or more than there are samples
     * @throws IllegalStateException if this is a stream
     */
    public final List<Split> folds(int count, long seed) {
        return folds(count, seed, Splits::classIfAny);
    }

    /**
     * Cuts the samples as {@link #folds(int, long)}, by classes of one's own.
     *
     * @param count the number of folds, at least 2
     * @param seed the same seed gives the same folds
     * @param classOf the class of a sample; {@code sample -> 0} where classes do not matter
     * @return the folds, which share the samples with this data set
     * @throws IllegalArgumentException if {@code count} is less than 2 or more than there are samples
     * @throws IllegalStateException if this is a stream
     */
    public final List<Split> folds(int count, long seed, ToIntFunction<? super Sample> classOf) {
        return splits(seed, classOf).folds(count);
    }

    private Splits splits(long seed, ToIntFunction<? super Sample> classOf) {
        return new Splits(indexed("cannot be split"), seed, Checks.notNull("the function of classes", classOf));
    }

    /**
     * Two parts of one data set. Kotlin takes it apart: {@code val (train, test) = data.split(0.8, 1)}.
     *
     * @param train the first part
     * @param test the rest
     */
    public record Split(Dataset train, Dataset test) {
        /**
         * For Kotlin.
         *
         * @return {@link #train}
         */
        public Dataset component1() {
            return train;
        }

        /**
         * For Kotlin.
         *
         * @return {@link #test}
         */
        public Dataset component2() {
            return test;
        }
    }

    /**
     * Three parts of one data set. Kotlin takes it apart: {@code val (train, validation, test) = data.split(0.7, 0.15, 1)}.
     *
     * @param train the first part
     * @param validation the second part
     * @param test the rest
     */
    public record ThreeWaySplit(Dataset train, Dataset validation, Dataset test) {
        /**
         * For Kotlin.
         *
         * @return {@link #train}
         */
        public Dataset component1() {
            return train;
        }

        /**
         * For Kotlin.
         *
         * @return {@link #validation}
         */
        public Dataset component2() {
            return validation;
        }

        /**
         * For Kotlin.
         *
         * @return {@link #test}
         */
        public Dataset component3() {
            return test;
        }
    }

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
        try (SampleReader reader = open(Pass.IN_ORDER)) {
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
    abstract long knownSize();

    /** Opens the samples of a pass. */
    abstract SampleReader open(Pass pass);

    /** Finds what does not fit before training begins, where that needs little reading. */
    abstract void check(Binding binding);

    /** How many times something is done to a sample at random. */
    abstract int depth();

    /** This data set, of which any sample can be read; an error for a stream, which {@code what}. */
    abstract IndexedDataset indexed(String what);

    abstract Dataset mapped(SampleMap map, boolean random);

    abstract Dataset filtered(Predicate<? super Sample> wanted);
}
