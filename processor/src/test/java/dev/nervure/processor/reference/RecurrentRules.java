package dev.nervure.processor.reference;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.layer.GruLayer;
import dev.nervure.dsl.layer.LstmLayer;
import dev.nervure.dsl.layer.RecurrentLayer;
import dev.nervure.dsl.layer.RnnLayer;
import java.util.ArrayList;
import java.util.List;

/** Recurrent layers, by PyTorch's formulas. */
final class RecurrentRules {
    /** The state after a step; the first half is what the layer gives, the other, if there is one, the cell. */
    private interface Cell {
        double[] next(double[] input, double[] recurrent, double[] state);
    }

    private RecurrentRules() {}

    static void register() {
        Rules.register(
                RnnLayer.class,
                (layer, call) -> run(layer, 1, call, (in, rec, state) -> {
                    double[] next = new double[in.length];
                    for (int j = 0; j < next.length; j++) {
                        double z = in[j] + rec[j];
                        if (layer.nonlinearity() == Activation.RELU) {
                            call.kink(z);
                        }
                        next[j] = layer.nonlinearity() == Activation.RELU ? Math.max(z, 0) : Math.tanh(z);
                    }
                    return next;
                }));
        Rules.register(LstmLayer.class, (layer, call) -> run(layer, 2, call, RecurrentRules::lstm));
        Rules.register(GruLayer.class, (layer, call) -> run(layer, 1, call, RecurrentRules::gru));
    }

    private static double[] lstm(double[] in, double[] rec, double[] state) {
        int units = in.length / 4;
        double[] next = new double[2 * units];
        for (int j = 0; j < units; j++) {
            double i = DenseRules.sigmoid(in[j] + rec[j]);
            double f = DenseRules.sigmoid(in[units + j] + rec[units + j]);
            double g = Math.tanh(in[2 * units + j] + rec[2 * units + j]);
            double o = DenseRules.sigmoid(in[3 * units + j] + rec[3 * units + j]);
            next[units + j] = f * state[units + j] + i * g;
            next[j] = o * Math.tanh(next[units + j]);
        }
        return next;
    }

    private static double[] gru(double[] in, double[] rec, double[] state) {
        int units = in.length / 3;
        double[] next = new double[units];
        for (int j = 0; j < units; j++) {
            double r = DenseRules.sigmoid(in[j] + rec[j]);
            double z = DenseRules.sigmoid(in[units + j] + rec[units + j]);
            double n = Math.tanh(in[2 * units + j] + r * rec[2 * units + j]);
            next[j] = (1 - z) * n + z * state[j];
        }
        return next;
    }

    private static Array run(RecurrentLayer layer, int parts, Call call, Cell cell) {
        Array x = call.input(0);
        int n = x.size(0);
        int steps = x.size(1);
        int units = layer.units();
        int directions = layer.directions();
        Array ends = Array.zeros(n, directions * units);
        int states = layer.layers() * directions;
        List<Array> finals = new ArrayList<>();
        for (int p = 0; p < parts; p++) {
            finals.add(states == 1 ? Array.zeros(n, units) : Array.zeros(n, states, units));
        }
        for (int l = 0; l < layer.layers(); l++) {
            Array y = Array.zeros(n, steps, directions * units);
            for (int d = 0; d < directions; d++) {
                String name = "_l" + l + (d == 0 ? "" : "_reverse");
                for (int s = 0; s < n; s++) {
                    double[] state = new double[parts * units];
                    for (int p = 1; p < call.inputs().size(); p++) {
                        int from = ((s * layer.layers() + l) * directions + d) * units;
                        System.arraycopy(call.input(p).values(), from, state, (p - 1) * units, units);
                    }
                    for (int step = 0; step < steps; step++) {
                        int t = d == 0 ? step : steps - 1 - step;
                        double[] h = java.util.Arrays.copyOf(state, units);
                        state = cell.next(
                                product("ih" + name, x.row(s * steps + t), layer, call),
                                product("hh" + name, h, layer, call),
                                state);
                        System.arraycopy(state, 0, y.values(), ((s * steps + t) * directions + d) * units, units);
                    }
                    System.arraycopy(state, 0, ends.values(), (s * directions + d) * units, units);
                    for (int p = 0; p < parts; p++) {
                        int at = (s * states + l * directions + d) * units;
                        System.arraycopy(state, p * units, finals.get(p).values(), at, units);
                    }
                }
            }
            x = y;
        }
        for (int p = 0; p < parts; p++) {
            call.part(1 + p, finals.get(p));
        }
        return layer.lastOnly() ? ends : x;
    }

    private static double[] product(String name, double[] x, RecurrentLayer layer, Call call) {
        Array weight = call.parameter("weight_" + name);
        double[] y = new double[weight.size(0)];
        for (int j = 0; j < y.length; j++) {
            y[j] = AttentionRules.dot(weight.row(j), x)
                    + (layer.bias() ? call.parameter("bias_" + name).get(j) : 0);
        }
        return y;
    }
}
