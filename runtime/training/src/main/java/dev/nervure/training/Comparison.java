package dev.nervure.training;

import dev.nervure.runtime.Model;
import dev.nervure.runtime.TensorInfo;
import java.util.Arrays;
import java.util.List;

/** Which output a metric compares with which target; empty names where there is only one. */
record Comparison(String output, String target) {
    Comparison of(Model model) {
        return new Comparison(
                find(output, model.outputs(), "output", model).name(),
                find(target, model.targets(), "target", model).name());
    }

    /** The number of classes that the output tells apart: the size of its last axis. */
    int classes(Model model) {
        TensorInfo o = find(output, model.outputs(), "output", model);
        TensorInfo t = find(target, model.targets(), "target", model);
        if (!areClasses(o, t)) {
            throw new IllegalArgumentException(
                    "accuracy needs one class for each row of the output, got output " + o + " and target " + t);
        }
        return o.shape()[o.shape().length - 1];
    }

    /** The target. */
    TensorInfo target(Model model) {
        return find(target, model.targets(), "target", model);
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
