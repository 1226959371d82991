package dev.nervure.runtime.generated;

import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.kernel.Storage;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What all generated {@code …Gradients} share: the gradient of each parameter, by name. */
public abstract class CompiledGradients extends OneThread implements Gradients {
    /** What stands for the gradient of a tensor that training does not need. */
    protected static final float[] NONE = {};

    protected final Keep keep;
    private final CompiledWeights weights;
    private final Map<String, Storage> parameters;
    private final String prefix;
    private final Turns<CompiledGradients> turns = new Turns<>();
    private final int capacity;
    private boolean fromLoss;
    private @Nullable KeptGradients kept; // of passes that are added up

    protected CompiledGradients(CompiledWeights weights, Keep keep, int capacity) {
        CompiledActivations.requireCapacity(capacity);
        weights.requireFloats();
        this.keep = keep;
        this.weights = weights;
        this.parameters = new HashMap<>();
        this.prefix = "";
        this.capacity = capacity;
    }

    /** The gradients of one turn of a repeated block. */
    protected CompiledGradients(CompiledGradients owner, String prefix) {
        this.keep = owner.keep;
        this.weights = owner.weights;
        this.parameters = owner.parameters;
        this.prefix = owner.prefix + prefix;
        this.capacity = owner.capacity;
    }

    /** Declares the gradient of a parameter. */
    protected final void parameter(String name, Storage gradient) {
        parameters.put(prefix + name, gradient);
    }

    /** An array of {@code perSample} floats for each sample. */
    protected final float[] newFloats(int perSample) {
        return new float[CompiledActivations.length(perSample, capacity)];
    }

    /** Whether the gradients of all tensors are wanted, not only those of the parameters. */
    public final boolean looking() {
        return keep == Keep.EVERYTHING;
    }

    /** Whether the pass that runs began from the loss, not from the gradients of the outputs. */
    public final boolean fromLoss() {
        return fromLoss;
    }

    final void begin(int n, boolean fromLoss) {
        if (n > capacity) {
            throw new IllegalArgumentException("these gradients hold " + capacity + " samples, not " + n);
        }
        this.fromLoss = fromLoss;
    }

    /** How many samples they hold, and whether those of all tensors are kept. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + " for up to " + capacity + " samples, of "
                + (looking() ? "every tensor and parameter" : "the parameters");
    }

    /** Puts the gradients of the parameters aside, for a pass that is added to them. */
    final void keepParameters() {
        if (kept == null) {
            kept = new KeptGradients(weights, parameters);
        }
        kept.keep();
    }

    /** Adds what was put aside. */
    final void addKept() {
        if (kept != null) {
            kept.add();
        }
    }

    @Override
    public final float[] parameter(String name) {
        float[] values = new float[weights.get(name).size()];
        Storage gradient = parameters.get(name);
        if (gradient != null) {
            gradient.read(values);
        }
        return values;
    }

    /** The gradient in the parameter's own layout. */
    final Storage storage(Parameter parameter) {
        Storage gradient = parameters.get(parameter.name());
        if (gradient == null) {
            throw new NoSuchElementException(parameter.name() + " has no gradient");
        }
        return gradient;
    }

    /** Returns {@code values} if these gradients keep that of the tensor. */
    protected final float[] kept(float[] values, String tensor, Keep least) {
        if (keep.compareTo(least) < 0) {
            throw new IllegalStateException("the gradient of '" + tensor
                    + "' shares its memory in gradients from newTrainingGradients; newGradients keeps it");
        }
        return values;
    }

    /** Declares the turns of a repeated block. */
    protected final void turns(String path, CompiledGradients[] turns) {
        this.turns.add(path, turns);
    }

    /** The turn that has the gradient of a tensor such as {@code block.3.hidden}. */
    protected final CompiledGradients turnOf(String tensor) {
        CompiledGradients found = turns.of(tensor);
        if (found == null) {
            throw new NoSuchElementException("no gradient of a tensor '" + tensor + "'");
        }
        return found;
    }

    /** The name of such a tensor within its turn. */
    protected final String nameInTurn(String tensor) {
        return turns.rest(tensor);
    }
}
