package dev.nervure.processor.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Network;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.layer.DenseLayer;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.onnx.translate.ImportOptions;
import dev.nervure.processor.onnx.translate.OnnxImport;
import dev.nervure.processor.plan.Options;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The classes of a file are, to the letter, those of the network that somebody would declare by hand: so they are as fast. */
class ImportedAsDeclaredTest {
    @Test
    void layersOfAFileBecomeTheSameJava() throws Exception {
        Network imported;
        try (InputStream in = ImportedAsDeclaredTest.class.getResourceAsStream("/onnx-own/mlp_3d.onnx")) {
            OnnxModel model = ModelReader.read(Objects.requireNonNull(in).readAllBytes(), null);
            imported = Objects.requireNonNull(
                    OnnxImport.of(model, ImportOptions.NONE).network());
        }
        List<Node> nodes = imported.nodes();
        int[] shape = nodes.get(0).type().shape().sample().stream()
                .mapToInt(dim -> dim.max())
                .toArray();
        int hidden = ((DenseLayer) nodes.get(1).layer()).units();
        int units = ((DenseLayer) nodes.get(2).layer()).units();
        Tensor declared = Tensor.input(nodes.get(0).name(), shape)
                .dense(hidden, o -> o.activation(Activation.RELU).name("a"))
                .named(nodes.get(1).name())
                .dense(units, o -> o.name("b"))
                .named(nodes.get(2).name());
        assertThat(Compiled.sources("same", imported, Options.DEFAULT))
                .isEqualTo(Compiled.sources("same", Network.of(declared), Options.DEFAULT));
    }
}
