package dev.nervure.dsl.layer;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.network.Block;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.dsl.network.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * A block that runs {@code times} times, each time on the previous result and with parameters of its own: those of the
 * i-th are {@code name.i.…}, as {@code nn.ModuleList} names them. Reads what the first run reads, then the tensors from
 * outside that every run reads, in the order of the block's inputs.
 *
 * @param times the number of runs
 * @param name the path of the parameters, and of the block in generated code
 * @param body the block
 * @param recompute whether training keeps only the results of runs, and computes each run's values again before
 *     its backward pass (Chen and others 2016): memory for time
 */
public record RepeatLayer(int times, String name, Block body, boolean recompute) implements Layer {
    /** An empty name is no prefix: the turns are {@code 0.…}, {@code 1.…} and so on. */
    @Override
    public String path(String tensor) {
        return name;
    }

    @Override
    public int minInputs() {
        return body.inputs().size();
    }

    @Override
    public TensorType type(List<TensorType> inputs) {
        Rules.stacked("times", times);
        TensorType result = body.result().type();
        if (!result.equals(inputs.get(0))) {
            throw new NetworkException(Message.REPEAT, name, inputs.get(0).shape(), result.shape());
        }
        return result;
    }

    @Override
    public List<ParameterSpec> parameters(List<TensorType> inputs) {
        List<ParameterSpec> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            for (ParameterSpec spec : body.parameters()) {
                all.add(spec.under(Integer.toString(i)));
            }
        }
        return all;
    }
}
