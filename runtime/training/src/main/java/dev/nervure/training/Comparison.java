package dev.nervure.training;

import dev.nervure.runtime.Model;
import dev.nervure.runtime.TensorInfo;
import dev.nervure.runtime.generated.Internals;
import dev.nervure.runtime.generated.LossInfo;
import java.util.Arrays;
import java.util.List;

/** Which output a metric compares with which target; empty names where there is only one. */
record Comparison(String output, String target) {
    static final Comparison ONLY = new Comparison("", "");

    /** A metric that compares an output with a target. */
    interface Made extends Metric {
        Comparison between();
    }

    Comparison of(Model model) {
        return new Comparison(output(model).name(), target(model).name());
    }

    TensorInfo output(Model model) {
        return find(output, model.outputs(), "output", model);
    }

    TensorInfo target(Model model) {
        return find(target, model.targets(), "target", model);
    }

    /** The kind of the loss that compares the two; empty if none does. */
    String lossKind(Model model) {
        Comparison names = of(model);
        for (LossInfo loss : Internals.losses(model)) {
            if (loss.prediction().equals(names.output) && loss.target().equals(names.target)) {
                return loss.kind();
            }
        }
        return "";
    }

    /** The target, which has as many values as the output. */
    TensorInfo values(Model model, String metric) {
        TensorInfo o = find(output, model.outputs(), "output", model);
        TensorInfo t = find(target, model.targets(), "target", model);
        if (t.integers() || o.integers() || o.size() != t.size()) {
            throw new IllegalArgumentException(metric
                    + " needs as many values in the target as in the output, got output " + o + " and target " + t);
        }
        return t;
    }

    /** Whether the target has one integer where the output has its last axis. */
    static boolean areClasses(TensorInfo output, TensorInfo target) {
        int[] shape = output.shape();
        return target.integers()
                && !output.integers()
                && shape.length > 0
                && target.size()
                        == Arrays.stream(shape).limit(shape.length - 1L).reduce(1, (a, b) -> a * b);
    }

    private static TensorInfo find(String name, List<TensorInfo> all, String role, Model model) {
        if (name.isEmpty() && all.size() == 1) {
            return all.get(0);
        }
        return all.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        name.isEmpty()
                                ? model.name() + " has the " + role + "s " + all + "; say which one the metric is for"
                                : model.name() + " has no " + role + " '" + name + "'; it has " + all));
    }
}
