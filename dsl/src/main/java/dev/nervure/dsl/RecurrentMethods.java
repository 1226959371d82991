package dev.nervure.dsl;

import dev.nervure.dsl.layer.GruLayer;
import dev.nervure.dsl.layer.LstmLayer;
import dev.nervure.dsl.layer.RnnLayer;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Layers that carry a state from step to step. */
sealed interface RecurrentMethods permits Tensor {
    private Tensor x() {
        return (Tensor) this;
    }

    /**
     * {@return the result of a recurrent layer, {@code [steps, features] → [steps, units]}}
     *
     * @param units the size of the state, at least 1
     * @throws NetworkException if this tensor is not {@code [steps, features]} of floats with a fixed {@code features},
     *     or an attribute is out of range
     */
    default Tensor rnn(int units) {
        return rnn(units, o -> o);
    }

    /**
     * {@return the result of a recurrent layer, {@code [steps, features] → [steps, units]}, with further attributes}
     * Example: {@code x.rnn(32, o -> o.lastOnly(true))}.
     *
     * @param units the size of the state, at least 1
     * @param options sets further attributes; {@link RnnOptions} lists them
     * @throws NetworkException if this tensor is not {@code [steps, features]} of floats with a fixed {@code features},
     *     or an attribute is out of range
     */
    default Tensor rnn(int units, UnaryOperator<RnnOptions> options) {
        return Tensor.of(RnnLayer.class, options.apply(new RnnOptions(Map.of("units", units))), x());
    }

    /**
     * {@return the result of a recurrent layer, {@code [steps, features] → [steps, units]}, from an initial state}
     *
     * @param h the initial state, {@code [layers directions, units]}, or {@code [units]} if there is one layer and
     *     direction
     * @param units the size of the state, at least 1
     * @throws NetworkException if this tensor is not {@code [steps, features]} of floats with a fixed {@code features},
     *     the initial state does not fit, or an attribute is out of range
     */
    default Tensor rnn(Tensor h, int units) {
        return rnn(h, units, o -> o);
    }

    /**
     * {@return the result of a recurrent layer, {@code [steps, features] → [steps, units]}, from an initial state, with
     * further attributes}
     *
     * @param h the initial state, {@code [layers directions, units]}, or {@code [units]} if there is one layer and
     *     direction
     * @param units the size of the state, at least 1
     * @param options sets further attributes; {@link RnnOptions} lists them
     * @throws NetworkException if this tensor is not {@code [steps, features]} of floats with a fixed {@code features},
     *     the initial state does not fit, or an attribute is out of range
     */
    default Tensor rnn(Tensor h, int units, UnaryOperator<RnnOptions> options) {
        return Tensor.of(RnnLayer.class, options.apply(new RnnOptions(Map.of("units", units))), x(), h);
    }

    /**
     * {@return the result of long short-term memory, {@code [steps, features] → [steps, units]}}
     *
     * @param units the size of the state, at least 1
     * @throws NetworkException if this tensor is not {@code [steps, features]} of floats with a fixed {@code features},
     *     or an attribute is out of range
     */
    default Tensor lstm(int units) {
        return lstm(units, o -> o);
    }

    /**
     * {@return the result of long short-term memory, {@code [steps, features] → [steps, units]}, with further
     * attributes} Example: {@code x.lstm(32, o -> o.lastOnly(true))}.
     *
     * @param units the size of the state, at least 1
     * @param options sets further attributes; {@link RecurrentOptions} lists them
     * @throws NetworkException if this tensor is not {@code [steps, features]} of floats with a fixed {@code features},
     *     or an attribute is out of range
     */
    default Tensor lstm(int units, UnaryOperator<RecurrentOptions> options) {
        return Tensor.of(LstmLayer.class, options.apply(new RecurrentOptions(Map.of("units", units))), x());
    }

    /**
     * {@return the result of long short-term memory, {@code [steps, features] → [steps, units]}, from an initial state}
     *
     * @param h the initial state, {@code [layers directions, units]}, or {@code [units]} if there is one layer and
     *     direction
     * @param c the initial cell state, shaped like {@code h}
     * @param units the size of the state, at least 1
     * @throws NetworkException if this tensor is not {@code [steps, features]} of floats with a fixed {@code features},
     *     the initial state does not fit, or an attribute is out of range
     */
    default Tensor lstm(Tensor h, Tensor c, int units) {
        return lstm(h, c, units, o -> o);
    }

    /**
     * {@return the result of long short-term memory, {@code [steps, features] → [steps, units]}, from an initial state,
     * with further attributes}
     *
     * @param h the initial state, {@code [layers directions, units]}, or {@code [units]} if there is one layer and
     *     direction
     * @param c the initial cell state, shaped like {@code h}
     * @param units the size of the state, at least 1
     * @param options sets further attributes; {@link RecurrentOptions} lists them
     * @throws NetworkException if this tensor is not {@code [steps, features]} of floats with a fixed {@code features},
     *     the initial state does not fit, or an attribute is out of range
     */
    default Tensor lstm(Tensor h, Tensor c, int units, UnaryOperator<RecurrentOptions> options) {
        return Tensor.of(LstmLayer.class, options.apply(new RecurrentOptions(Map.of("units", units))), x(), h, c);
    }

    /**
     * {@return the result of a gated recurrent layer, {@code [steps, features] → [steps, units]}}
     *
     * @param units the size of the state, at least 1
     * @throws NetworkException if this tensor is not {@code [steps, features]} of floats with a fixed {@code features},
     *     or an attribute is out of range
     */
    default Tensor gru(int units) {
        return gru(units, o -> o);
    }

    /**
     * {@return the result of a gated recurrent layer, {@code [steps, features] → [steps, units]}, with further
     * attributes} Example: {@code x.gru(32, o -> o.lastOnly(true))}.
     *
     * @param units the size of the state, at least 1
     * @param options sets further attributes; {@link RecurrentOptions} lists them
     * @throws NetworkException if this tensor is not {@code [steps, features]} of floats with a fixed {@code features},
     *     or an attribute is out of range
     */
    default Tensor gru(int units, UnaryOperator<RecurrentOptions> options) {
        return Tensor.of(GruLayer.class, options.apply(new RecurrentOptions(Map.of("units", units))), x());
    }

    /**
     * {@return the result of a gated recurrent layer, {@code [steps, features] → [steps, units]}, from an initial
     * state}
     *
     * @param h the initial state, {@code [layers directions, units]}, or {@code [units]} if there is one layer and
     *     direction
     * @param units the size of the state, at least 1
     * @throws NetworkException if this tensor is not {@code [steps, features]} of floats with a fixed {@code features},
     *     the initial state does not fit, or an attribute is out of range
     */
    default Tensor gru(Tensor h, int units) {
        return gru(h, units, o -> o);
    }

    /**
     * {@return the result of a gated recurrent layer, {@code [steps, features] → [steps, units]}, from an initial
     * state, with further attributes}
     *
     * @param h the initial state, {@code [layers directions, units]}, or {@code [units]} if there is one layer and
     *     direction
     * @param units the size of the state, at least 1
     * @param options sets further attributes; {@link RecurrentOptions} lists them
     * @throws NetworkException if this tensor is not {@code [steps, features]} of floats with a fixed {@code features},
     *     the initial state does not fit, or an attribute is out of range
     */
    default Tensor gru(Tensor h, int units, UnaryOperator<RecurrentOptions> options) {
        return Tensor.of(GruLayer.class, options.apply(new RecurrentOptions(Map.of("units", units))), x(), h);
    }
}
