package dev.nervure.training;

import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.WeightsFileException;
import dev.nervure.runtime.generated.Internals;
import dev.nervure.runtime.kernel.Storage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The step of a training loop of one's own: changes the weights of a model by gradients, in place.
 *
 * <pre>{@code
 * Updater u = Updater.of(model, Optimizers.adam(1e-3f)).clipNorm(1f);
 * model.forward(a, n, TrainingPass.of(seed, firstSample));
 * float loss = model.backward(a, g, n);
 * float norm = u.step(g);
 * }</pre>
 *
 * <p>{@link Trainer} is built on it, so the same batches give the same bits. After the first step with some gradients a
 * step allocates nothing, with Adam, AdamW or SGD and a constant learning rate; another optimiser or a schedule makes a few
 * objects of some tens of bytes. Owned by one thread; nobody else may use the model while it steps.
 */
public final class Updater {
    private final Model model;
    private final Optimizer optimizer;
    private final List<Penalty> penalties = new ArrayList<>();
    private List<String> names = List.of("*");
    private float clipNorm;
    private float clipValue;
    private @Nullable Schedule schedule;
    private int epochs;
    private int stepsPerEpoch;
    private long steps;
    private @Nullable Learner learner;
    private @Nullable Memento memento;

    private Updater(Model model, Optimizer optimizer) {
        this.model = model;
        this.optimizer = optimizer;
    }

    /**
     * An updater of all parameters of a model that are trainable.
     *
     * @param model whose weights {@link #step} changes
     * @param optimizer such as one of {@link Optimizers}
     * @return an updater that has made no step yet
     */
    public static Updater of(Model model, Optimizer optimizer) {
        return new Updater(Checks.notNull("the model", model), Checks.notNull("the optimiser", optimizer));
    }

    /**
     * Leaves all other parameters as they are. So several updaters share a model: an actor and a critic, each with its
     * optimiser.
     *
     * @param names parameters' names, where {@code *} stands for anything, such as {@code critic.*}
     * @return this updater
     * @throws IllegalArgumentException if a name matches no parameter
     * @throws IllegalStateException if it has made a step
     */
    public Updater only(String... names) {
        requireFresh();
        for (String name : names) {
            Checks.named("an updater", name, model.weights());
        }
        this.names = List.of(names);
        return this;
    }

    /**
     * Limits the norm of the gradient, as {@link Trainer#clipNorm}.
     *
     * @param norm the largest norm, above 0
     * @return this updater
     * @throws IllegalArgumentException if it is not positive
     * @throws IllegalStateException if it has made a step
     */
    public Updater clipNorm(float norm) {
        requireFresh();
        this.clipNorm = Checks.positive("the norm to clip to", norm);
        return this;
    }

    /**
     * Limits each value of the gradient, as {@link Trainer#clipValue}.
     *
     * @param value the largest absolute value, above 0
     * @return this updater
     * @throws IllegalArgumentException if it is not positive
     * @throws IllegalStateException if it has made a step
     */
    public Updater clipValue(float value) {
        requireFresh();
        this.clipValue = Checks.positive("the value to clip to", value);
        return this;
    }

    /**
     * Adds the gradient of {@code factor · Σ|w|}.
     *
     * @param names whose weights: a parameter's name, where {@code *} stands for anything, such as {@code *.weight}
     * @param factor 0 or more
     * @return this updater
     * @throws IllegalArgumentException if {@code factor} is negative
     * @throws IllegalStateException if it has made a step
     */
    public Updater l1(String names, float factor) {
        return penalty(new Penalty(names, factor, 0));
    }

    /**
     * Adds the gradient of {@code factor / 2 · Σw²}.
     *
     * @param names whose weights: a parameter's name, where {@code *} stands for anything, such as {@code *.weight}
     * @param factor 0 or more
     * @return this updater
     * @throws IllegalArgumentException if {@code factor} is negative
     * @throws IllegalStateException if it has made a step
     */
    public Updater l2(String names, float factor) {
        return penalty(new Penalty(names, 0, factor));
    }

    Updater penalty(Penalty penalty) {
        requireFresh();
        penalties.add(penalty);
        return this;
    }

    /**
     * Sets how the learning rate changes; constant if not called. An epoch is a number of steps here. After the last
     * epoch the factor stays what it is at its end. A schedule that looks at the history finds none.
     *
     * @param schedule gives the factor of the learning rate for each step
     * @param epochs the epochs of the whole run, at least 1
     * @param stepsPerEpoch the steps of an epoch, at least 1
     * @return this updater
     * @throws IllegalArgumentException if a number is less than 1
     * @throws IllegalStateException if it has made a step
     */
    public Updater schedule(Schedule schedule, int epochs, int stepsPerEpoch) {
        requireFresh();
        this.schedule = Checks.notNull("the schedule", schedule);
        this.epochs = Checks.positive("epochs", epochs);
        this.stepsPerEpoch = Checks.positive("stepsPerEpoch", stepsPerEpoch);
        return this;
    }

    /**
     * Changes the weights by the gradients of the backward pass that ran last on {@code g}. Penalties and
     * {@link #clipValue} change {@code g} itself.
     *
     * @param g gradients of this model, of one pass or of several that were added up
     * @return the norm of the gradient, {@code √Σg²} over all parameters, with penalties and before {@link #clipNorm}
     * @throws ArithmeticException if a gradient is NaN or infinite; the weights are as before
     * @throws IllegalStateException if every parameter is fixed or frozen
     */
    public float step(Gradients g) {
        started().collect(g);
        return finish();
    }

    /**
     * Changes the weights by the sum of several gradients, such as those of several threads, added in their order. The
     * sum is written to the first.
     *
     * @param gradients of this model, at least one
     * @return the norm of the sum, as {@link #step(Gradients)}
     * @throws IllegalArgumentException if there is none
     * @throws ArithmeticException if a gradient is NaN or infinite; the weights are as before
     */
    public float step(List<? extends Gradients> gradients) {
        if (gradients.isEmpty()) {
            throw new IllegalArgumentException("a step needs gradients, and the list is empty");
        }
        started().collect(gradients, gradients.size());
        return finish();
    }

    private float finish() {
        double norm = prepare(true);
        if (!Double.isFinite(norm)) {
            started().skip();
            throw new ArithmeticException("the gradient of '" + started().brokenGradient() + "' of " + model.name()
                    + " is not finite; the weights are as before this step");
        }
        apply(norm, schedule == null ? 1 : factor(schedule, moment()));
        return (float) norm;
    }

    private Schedule.Moment moment() {
        long epoch = steps / stepsPerEpoch;
        return epoch < epochs
                ? new Schedule.Moment(
                        (int) epoch, epochs, steps, (double) (steps % stepsPerEpoch) / stepsPerEpoch, List.of())
                : new Schedule.Moment(epochs - 1, epochs, (long) epochs * stepsPerEpoch, 1, List.of());
    }

    /**
     * The number of steps so far.
     *
     * @return the steps, from 0; {@link #load} and {@link #restore} change it
     */
    public long steps() {
        return steps;
    }

    /**
     * Remembers the weights, what the optimiser remembers of them, and the number of steps, until the next call. The
     * first call allocates the memory.
     */
    public void snapshot() {
        if (memento == null) {
            memento = new Memento();
        }
        memento.take();
    }

    /**
     * Goes back to the last {@link #snapshot}: a step that did harm is undone.
     *
     * @throws IllegalStateException if there is none
     */
    public void restore() {
        if (memento == null) {
            throw new IllegalStateException("there is no snapshot to go back to; call snapshot() before");
        }
        memento.putBack();
    }

    /**
     * Writes the weights and what the optimiser remembers of them as safetensors: the whole file or nothing.
     *
     * @param file the file to write or to replace
     * @throws WeightsFileException if the file cannot be written
     */
    public void save(Path file) {
        file().write(file, steps);
    }

    /**
     * Reads what {@link #save} wrote, or leaves everything as it is. Training goes on to the same bits.
     *
     * @param file the file to read
     * @throws WeightsFileException if the file is damaged, or of another network, optimiser or choice of parameters
     */
    public void load(Path file) {
        steps = file().read(file);
    }

    private UpdaterFile file() {
        return new UpdaterFile(model, optimizer, SavedPart.of(model, started().memory()));
    }

    // What Trainer calls.

    /** Begins with the threads and the memory of a training run. */
    Updater begin(Snapshot before, boolean accumulates, Team team) {
        learner = new Learner(model, learned(), before, optimizer, penalties, accumulates, clipValue, team);
        return this;
    }

    Updater clip(float norm, float value) {
        this.clipNorm = norm;
        this.clipValue = value;
        return this;
    }

    Learner started() {
        if (learner == null) {
            learner = new Learner(
                    model, learned(), null, optimizer, penalties, false, clipValue, new Team(1, "nervure-updater"));
        }
        return learner;
    }

    private List<Parameter> learned() {
        List<Parameter> learned = new ArrayList<>();
        for (Parameter parameter : model.weights()) {
            boolean chosen = false;
            for (String name : names) {
                chosen |= model.weights().named(name).contains(parameter);
            }
            if (chosen && parameter.trainable()) {
                learned.add(parameter);
            }
        }
        return learned;
    }

    /** The norm of what was collected, with penalties; 0 unless {@code measured} or clipping asks for it. */
    double prepare(boolean measured) {
        return started().prepare(measured || clipNorm > 0);
    }

    void apply(double norm, double factor) {
        float clip = clipNorm > 0 ? (float) Math.min(1, clipNorm / (norm + 1e-6)) : 1f;
        steps++;
        started().step(steps, factor, clip);
    }

    void continueAt(long steps) {
        this.steps = steps;
    }

    /** The schedule's; a negative one would climb the loss, without a word. */
    static double factor(Schedule schedule, Schedule.Moment moment) {
        double factor = schedule.at(moment);
        if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the factor of the schedule must be 0 or more, got " + factor
                    + " for step " + moment.step() + " in epoch " + (moment.epoch() + 1));
        }
        return factor;
    }

    private void requireFresh() {
        if (learner != null) {
            throw new IllegalStateException("an updater is set up before its first step");
        }
    }

    /** What {@link #snapshot} remembers. */
    private final class Memento {
        private final List<Storage> live = new ArrayList<>();
        private final List<float[][]> from = new ArrayList<>();
        private final List<float[][]> to = new ArrayList<>();
        private long stepsThen;

        Memento() {
            model.weights().forEach(parameter -> add(Internals.storage(parameter)));
            started().memory().values().forEach(storages -> {
                for (Storage storage : storages) {
                    add(storage);
                }
            });
        }

        private void add(Storage storage) {
            live.add(storage);
            from.add(storage.chunks());
            to.add(storage.zeros().chunks());
        }

        void take() {
            stepsThen = steps;
            for (int i = 0; i < live.size(); i++) {
                copy(from.get(i), to.get(i));
            }
        }

        void putBack() {
            steps = stepsThen;
            for (int i = 0; i < live.size(); i++) {
                copy(to.get(i), from.get(i));
                live.get(i).changed();
            }
        }

        private void copy(float[][] from, float[][] to) {
            for (int c = 0; c < from.length; c++) {
                System.arraycopy(from[c], 0, to[c], 0, from[c].length);
            }
        }
    }
}
