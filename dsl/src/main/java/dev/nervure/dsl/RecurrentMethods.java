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
        return rnn(units, layer -> layer);
    }

    /** The same with further attributes: {@code x.rnn(32, o -> o.lastOnly(true))}. */
    default Tensor rnn(int units, UnaryOperator<RnnLayer> options) {
        return Tensor.of(RnnLayer.class, Map.of("units", units), options, x());
    }

    /** The same from a first state, {@code [layers directions, units]}, or {@code [units]} where there is one. */
    default Tensor rnn(Tensor h, int units) {
        return rnn(h, units, layer -> layer);
    }

    /** The same with further attributes. */
    default Tensor rnn(Tensor h, int units, UnaryOperator<RnnLayer> options) {
        return Tensor.of(RnnLayer.class, Map.of("units", units), options, x(), h);
    }

    /** Long short-term memory, {@code [steps, features] → [steps, units]}. */
    default Tensor lstm(int units) {
        return lstm(units, layer -> layer);
    }

    /** The same with further attributes: {@code x.lstm(32, o -> o.lastOnly(true))}. */
    default Tensor lstm(int units, UnaryOperator<LstmLayer> options) {
        return Tensor.of(LstmLayer.class, Map.of("units", units), options, x());
    }

    /** The same from a first state, {@code [layers directions, units]}, or {@code [units]} where there is one. */
    default Tensor lstm(Tensor h, Tensor c, int units) {
        return lstm(h, c, units, layer -> layer);
    }

    /** The same with further attributes. */
    default Tensor lstm(Tensor h, Tensor c, int units, UnaryOperator<LstmLayer> options) {
        return Tensor.of(LstmLayer.class, Map.of("units", units), options, x(), h, c);
    }

    /** A gated recurrent layer, {@code [steps, features] → [steps, units]}. */
    default Tensor gru(int units) {
        return gru(units, layer -> layer);
    }

    /** The same with further attributes: {@code x.gru(32, o -> o.lastOnly(true))}. */
    default Tensor gru(int units, UnaryOperator<GruLayer> options) {
        return Tensor.of(GruLayer.class, Map.of("units", units), options, x());
    }

    /** The same from a first state, {@code [layers directions, units]}, or {@code [units]} where there is one. */
    default Tensor gru(Tensor h, int units) {
        return gru(h, units, layer -> layer);
    }

    /** The same with further attributes. */
    default Tensor gru(Tensor h, int units, UnaryOperator<GruLayer> options) {
        return Tensor.of(GruLayer.class, Map.of("units", units), options, x(), h);
    }
}
