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

    /** A recurrent layer, {@code [steps, features] → [steps, units]}. */
    default Tensor rnn(int units) {
        return rnn(units, o -> o);
    }

    /** The same with further attributes: {@code x.rnn(32, o -> o.lastOnly(true))}. */
    default Tensor rnn(int units, UnaryOperator<RnnOptions> options) {
        return Tensor.of(RnnLayer.class, options.apply(new RnnOptions(Map.of("units", units))), x());
    }

    /** The same from a first state, {@code [layers directions, units]}, or {@code [units]} where there is one. */
    default Tensor rnn(Tensor h, int units) {
        return rnn(h, units, o -> o);
    }

    /** The same with further attributes. */
    default Tensor rnn(Tensor h, int units, UnaryOperator<RnnOptions> options) {
        return Tensor.of(RnnLayer.class, options.apply(new RnnOptions(Map.of("units", units))), x(), h);
    }

    /** Long short-term memory, {@code [steps, features] → [steps, units]}. */
    default Tensor lstm(int units) {
        return lstm(units, o -> o);
    }

    /** The same with further attributes: {@code x.lstm(32, o -> o.lastOnly(true))}. */
    default Tensor lstm(int units, UnaryOperator<RecurrentOptions> options) {
        return Tensor.of(LstmLayer.class, options.apply(new RecurrentOptions(Map.of("units", units))), x());
    }

    /** The same from a first state, {@code [layers directions, units]}, or {@code [units]} where there is one. */
    default Tensor lstm(Tensor h, Tensor c, int units) {
        return lstm(h, c, units, o -> o);
    }

    /** The same with further attributes. */
    default Tensor lstm(Tensor h, Tensor c, int units, UnaryOperator<RecurrentOptions> options) {
        return Tensor.of(LstmLayer.class, options.apply(new RecurrentOptions(Map.of("units", units))), x(), h, c);
    }

    /** A gated recurrent layer, {@code [steps, features] → [steps, units]}. */
    default Tensor gru(int units) {
        return gru(units, o -> o);
    }

    /** The same with further attributes: {@code x.gru(32, o -> o.lastOnly(true))}. */
    default Tensor gru(int units, UnaryOperator<RecurrentOptions> options) {
        return Tensor.of(GruLayer.class, options.apply(new RecurrentOptions(Map.of("units", units))), x());
    }

    /** The same from a first state, {@code [layers directions, units]}, or {@code [units]} where there is one. */
    default Tensor gru(Tensor h, int units) {
        return gru(h, units, o -> o);
    }

    /** The same with further attributes. */
    default Tensor gru(Tensor h, int units, UnaryOperator<RecurrentOptions> options) {
        return Tensor.of(GruLayer.class, options.apply(new RecurrentOptions(Map.of("units", units))), x(), h);
    }
}
