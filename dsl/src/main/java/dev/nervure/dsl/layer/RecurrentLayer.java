package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Shape;
import dev.nervure.dsl.network.Dim;
import dev.nervure.dsl.network.InitialValues;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.util.ArrayList;
import java.util.List;

/** A layer that carries a state from step to step. */
public sealed interface RecurrentLayer extends Layer permits RnnLayer, LstmLayer, GruLayer {
    int units();

    int layers();

    boolean bidirectional();

    boolean bias();

    boolean lastOnly();

    float dropout();

    boolean trainable();

    /** The number of vectors of {@code units} that a cell computes. */
    int gates();

    /** The number of directions, 1 or 2. */
    default int directions() {
        return bidirectional() ? 2 : 1;
    }

    /** One for the steps and one for the first state. */
    @Override
    default int maxInputs() {
        return 2;
    }

    @Override
    default TensorType type(List<TensorType> inputs) {
        Rules.positive("units", units());
        Rules.stacked("layers", layers());
        Rules.probability("dropout", dropout());
        if (layers() == 1 && dropout() > 0) {
            throw NetworkException.attribute(
                    "dropout",
                    Message.OUT_OF_RANGE,
                    "dropout",
                    "0 with one layer, as it lies between layers",
                    dropout());
        }
        Shape steps = Rules.rank(this, inputs, 0, "steps, features");
        Rules.constantAxis(this, inputs, 0, 1);
        int states = Math.multiplyExact(layers(), directions());
        List<Dim> all = List.of(Dim.of(states), Dim.of(units()));
        List<Dim> one = states == 1 ? all.subList(1, 2) : all;
        for (int i = 1; i < inputs.size(); i++) {
            Shape state = Rules.floats(this, inputs, i).shape();
            boolean fits = state.sample().equals(all) || state.sample().equals(one);
            if (!fits || (state.batched() && !steps.batched())) {
                throw NetworkException.input(
                        i, Message.SHAPE, "a first state of @" + kind(), steps.withSample(one), state);
            }
        }
        Dim result = Dim.of(Math.multiplyExact(directions(), units()));
        return TensorType.floats(lastOnly() ? steps.withSample(List.of(result)) : steps.withAxis(1, result));
    }

    /** The steps or the last one, then the final states of all layers and directions: h, and c of an LSTM. */
    @Override
    default List<TensorType> types(List<TensorType> inputs) {
        List<TensorType> types = new ArrayList<>(List.of(type(inputs)));
        int states = layers() * directions();
        List<Dim> sample = List.of(Dim.of(states), Dim.of(units()));
        TensorType state =
                TensorType.floats(inputs.get(0).shape().withSample(states == 1 ? sample.subList(1, 2) : sample));
        for (int i = 0; i < states(); i++) {
            types.add(state);
        }
        return types;
    }

    /** The number of vectors that the layer carries from step to step. */
    default int states() {
        return 1;
    }

    @Override
    default List<ParameterSpec> parameters(List<TensorType> inputs) {
        int rows = Math.multiplyExact(gates(), units());
        InitialValues initial = InitialValues.uniform(1 / Math.sqrt(units()));
        List<ParameterSpec> specs = new ArrayList<>();
        for (int layer = 0; layer < layers(); layer++) {
            int in = layer == 0 ? inputs.get(0).shape().axis(1).max() : directions() * units();
            for (int direction = 0; direction < directions(); direction++) {
                String suffix = "_l" + layer + (direction == 0 ? "" : "_reverse");
                specs.add(new ParameterSpec("weight_ih" + suffix, List.of(rows, in), initial, trainable()));
                specs.add(new ParameterSpec("weight_hh" + suffix, List.of(rows, units()), initial, trainable()));
                if (bias()) {
                    specs.add(new ParameterSpec("bias_ih" + suffix, List.of(rows), initial, trainable()));
                    specs.add(new ParameterSpec("bias_hh" + suffix, List.of(rows), initial, trainable()));
                }
            }
        }
        return specs;
    }
}
