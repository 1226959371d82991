package dev.nervure.examples.lessons;

import dev.nervure.runtime.Parameter;
import java.util.ArrayList;
import java.util.List;

/** The loss of a small network as a function of a vector: all its parameters, or some of them while the others stay. */
final class Landscape {
    private static final int POINTS = 32;
    private static final int BACKWARD = 2; // a backward pass costs about two forward passes

    private final WaveModel model = WaveModel.create(3);
    private final WaveActivations a = model.newActivations(POINTS);
    private final WaveGradients g = model.newGradients(POINTS);
    private final double[] all;
    private final List<String> names = new ArrayList<>();
    private int passes;

    Landscape() {
        for (int i = 0; i < POINTS; i++) {
            a.x()[i] = -2 + 4f * i / (POINTS - 1);
            a.targets()[i] = (float) Math.sin(2 * a.x()[i]);
        }
        List<Double> values = new ArrayList<>();
        for (Parameter parameter : model.weights()) {
            float[] of = parameter.values();
            for (int i = 0; i < of.length; i++) {
                values.add((double) of[i]);
                names.add(parameter.name().replace("weight", "w").replace("bias", "b") + i);
            }
        }
        all = values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** What each parameter is called. */
    List<String> names() {
        return names;
    }

    /** Where everybody starts. */
    double[] start() {
        return all.clone();
    }

    /** Forward passes so far; a backward pass counts as two. */
    int passes() {
        return passes;
    }

    double loss(double[] at) {
        set(at);
        passes++;
        model.forward(a, POINTS);
        return model.loss(a, POINTS);
    }

    double[] gradient(double[] at) {
        set(at);
        passes += 1 + BACKWARD;
        model.forward(a, POINTS);
        model.backward(a, g, POINTS);
        double[] gradient = new double[all.length];
        int to = 0;
        for (Parameter parameter : model.weights()) {
            for (float value : g.parameter(parameter.name())) {
                gradient[to++] = value;
            }
        }
        return gradient;
    }

    private void set(double[] at) {
        int from = 0;
        for (Parameter parameter : model.weights()) {
            float[] values = new float[parameter.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) at[from++];
            }
            parameter.set(values);
        }
    }
}
