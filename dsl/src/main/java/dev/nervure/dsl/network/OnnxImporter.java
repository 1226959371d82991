package dev.nervure.dsl.network;

import dev.nervure.dsl.Tensor;
import java.util.List;
import java.util.Map;

/** Makes tensors of an ONNX file. The processor brings one, found as a service: the language itself reads no files. */
public interface OnnxImporter {
    /**
     * The chosen outputs of the file.
     *
     * @throws dev.nervure.dsl.NetworkException if the file is not there, or something in it stands in the way
     */
    List<Tensor> tensors(Request request);

    /**
     * What a definition asks for.
     *
     * @param caller the class that asks, from whose place the file is looked for
     * @param file the path of the resource
     * @param inputs what the file reads, in its order, without the inputs that are fixed
     * @param outputs the values that are wanted, by their names in the file; empty for its outputs
     * @param fixed numbers for inputs, by their names in the file
     * @param trainable whether training changes the parameters
     * @param name what the paths of all parameters begin with; empty for nothing
     */
    record Request(
            Class<?> caller,
            String file,
            List<Tensor> inputs,
            List<String> outputs,
            Map<String, double[]> fixed,
            boolean trainable,
            String name) {
        public Request {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
            fixed = Map.copyOf(fixed);
        }
    }
}
