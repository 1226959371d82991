package dev.nervure.processor.small;

import dev.nervure.dsl.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Normalisation: each kind with a small and a large ε, with and without scale and shift. */
final class SmallNorms {
    private SmallNorms() {}

    static List<Small> all() {
        List<Small> all = new ArrayList<>();
        Map<String, UnaryOperator<Tensor>> kinds = new LinkedHashMap<>();
        for (float eps : new float[] {0.1f, 2}) {
            for (boolean affine : new boolean[] {true, false}) {
                String how = ", eps " + eps + (affine ? "" : ", not affine");
                kinds.put("layerNorm" + how, x -> x.layerNorm(o -> o.eps(eps).affine(affine)));
                kinds.put("rmsNorm" + how, x -> x.rmsNorm(o -> o.eps(eps).affine(affine)));
                kinds.put("batchNorm" + how, x -> x.batchNorm(o -> o.eps(eps).affine(affine)));
                kinds.put(
                        "groupNorm 1" + how, x -> x.groupNorm(1, o -> o.eps(eps).affine(affine)));
                kinds.put(
                        "groupNorm 2" + how, x -> x.groupNorm(2, o -> o.eps(eps).affine(affine)));
                kinds.put(
                        "instanceNorm" + how,
                        x -> x.instanceNorm(o -> o.eps(eps).affine(affine)));
            }
        }
        kinds.put("standardize", x -> x.standardize(o -> o.eps(0.1f)));
        kinds.put("standardize first axis", x -> x.standardize(o -> o.eps(0.5f).axis(0)));
        kinds.forEach((name, norm) -> {
            if (!name.startsWith("instance")) {
                all.add(Small.layer(name, norm, 4));
            }
            all.add(Small.layer(name + " of rows", norm, 2, 3));
            all.add(Small.layer(name + " of planes", norm, 2, 3, 2));
        });
        Tensor x = Small.input(4);
        all.add(Small.of("normal", x.normal(2)));
        all.add(Small.of(
                "normal of deviations",
                x.mean(0).normal(x.exp()),
                x.normal(x.mean(0).exp())));
        all.add(Small.of("uniform", x.uniform(2)));
        all.add(Small.of("uniform between two", x.mean(0).uniform(x.exp()), x.uniform(x.mean(0))));
        all.add(Small.of(
                "layerNorm of what is read again", x.layerNorm(o -> o.eps(0.1f)).plus(x)));
        all.add(Small.of(
                "dense and batchNorm", x.dense(3).batchNorm(o -> o.eps(0.1f)).tanh()));
        all.add(Small.layer("softmax of rows", Tensor::softmax, 2, 3));
        all.add(Small.layer("logSoftmax of rows", Tensor::logSoftmax, 2, 3));
        all.add(Small.layer("softmax of one", y -> y.softmax().plus(y), 1));
        return all;
    }
}
