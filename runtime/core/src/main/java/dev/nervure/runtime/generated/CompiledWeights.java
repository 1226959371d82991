package dev.nervure.runtime.generated;

import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.Precision;
import dev.nervure.runtime.PrecisionOptions;
import dev.nervure.runtime.Weights;
import dev.nervure.runtime.kernel.Storage;
import dev.nervure.runtime.kernel.matrix.Matrix;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all generated {@code …Weights} share: the list of parameters behind their fields. */
public abstract class CompiledWeights implements Weights {
    private final Map<String, CompiledParameter> parameters;
    private final Map<float[], CompiledParameter> fixed; // by the array that holds the values
    private final String prefix;
    private @Nullable CompiledParameter small; // one of fewer than 32 bits, if there is one

    protected CompiledWeights() {
        this.parameters = new LinkedHashMap<>();
        this.fixed = new IdentityHashMap<>();
        this.prefix = "";
    }

    /** The weights of one turn of a repeated block: its parameters belong to {@code owner}, under {@code prefix}. */
    protected CompiledWeights(CompiledWeights owner, String prefix) {
        this.parameters = owner.parameters;
        this.fixed = owner.fixed;
        this.prefix = owner.prefix + prefix;
    }

    /** Declares a parameter that is learned. */
    protected final void parameter(String name, Storage storage, Initial initial, int... shape) {
        put(new CompiledParameter(prefix + name, shape, true, storage, initial));
    }

    /** Declares a parameter that training does not change by gradients: a statistic, or one declared as fixed. */
    protected final void fixed(String name, Storage storage, Initial initial, int... shape) {
        CompiledParameter parameter = new CompiledParameter(prefix + name, shape, false, storage, initial);
        put(parameter);
        if (!(storage instanceof Matrix)) { // no statistic is one, and it may hold other arrays later
            for (float[] chunk : storage.chunks()) {
                fixed.put(chunk, parameter);
            }
        }
    }

    /** Whether training passes leave a statistic as it is, which is told by its array. */
    public final boolean isFrozen(float[] statistic) {
        CompiledParameter parameter = fixed.get(statistic);
        return parameter != null && parameter.frozen();
    }

    private void put(CompiledParameter parameter) {
        parameters.put(parameter.name(), parameter);
    }

    @Override
    public final Parameter get(String name) {
        return own(name);
    }

    final CompiledParameter own(String name) {
        CompiledParameter parameter = parameters.get(name);
        if (parameter == null) {
            throw new NoSuchElementException("no parameter '" + name + "'; there are " + parameters.keySet());
        }
        return parameter;
    }

    @Override
    public final Iterator<Parameter> iterator() {
        return Collections.<Parameter>unmodifiableCollection(parameters.values())
                .iterator();
    }

    /** All parameters. */
    final Collection<CompiledParameter> all() {
        return Collections.unmodifiableCollection(parameters.values());
    }

    @Override
    public final void set(Weights other) {
        Transfer.requireSame(this, other);
        setMatching(other);
    }

    @Override
    public final int setMatching(Weights other) {
        int set = 0;
        for (CompiledParameter parameter : parameters.values()) {
            CompiledParameter source = Transfer.matching(parameter, other);
            if (source != null) {
                Transfer.copy(source, parameter);
                set++;
            }
        }
        return set;
    }

    @Override
    public final void blend(Weights other, float tau) {
        if (!(tau >= 0 && tau <= 1)) {
            throw new IllegalArgumentException("tau must be in [0, 1], got " + tau);
        }
        Transfer.requireSame(this, other);
        boolean sameLayouts = other.getClass() == getClass() && !areSmall() && !((CompiledWeights) other).areSmall();
        for (CompiledParameter parameter : parameters.values()) {
            CompiledParameter source = Transfer.matching(parameter, other);
            if (source != null) {
                Transfer.blend(source, parameter, tau, sameLayouts);
            }
        }
    }

    /** The parameter of that name; null if there is none. */
    final @Nullable CompiledParameter find(String name) {
        return parameters.get(name);
    }

    /** Holds the parameters that are meant as {@code options} says, as far as they can be held so. */
    final void hold(PrecisionOptions options) {
        Set<Parameter> meant = new LinkedHashSet<>();
        for (String names : options.names()) {
            List<Parameter> found = named(names);
            if (found.isEmpty()) {
                throw new NoSuchElementException(
                        "no parameter is called '" + names + "'; there are " + parameters.keySet());
            }
            meant.addAll(found);
        }
        for (Parameter parameter : meant) {
            ((CompiledParameter) parameter).hold(options);
        }
        lookForSmall();
    }

    /** Looks whether a parameter is held in fewer than 32 bits; whoever may have changed that calls it. */
    final void lookForSmall() {
        small = null;
        for (CompiledParameter parameter : parameters.values()) {
            if (parameter.precision() != Precision.FLOAT32) {
                small = parameter;
            }
        }
    }

    /** Whether a parameter is held in fewer than 32 bits. */
    final boolean areSmall() {
        return small != null;
    }

    /** Refuses to train weights of fewer bits. */
    final void requireFloats() {
        CompiledParameter held = small;
        if (held != null) {
            throw new IllegalStateException(held.name() + " is held as " + held.precision()
                    + ", which is for inference. Train a model of 32-bit floats, such as"
                    + " withPrecision(Precision.FLOAT32) makes one, and round it afterwards");
        }
    }

    /** The number of parameters and of their values. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + ": " + parameters.size() + " parameters with "
                + Summary.number(Summary.values(this)) + " values";
    }

    final void initialize(long seed) {
        for (CompiledParameter parameter : parameters.values()) {
            parameter.initialize(seed);
        }
    }
}
