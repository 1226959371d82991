package dev.nervure.processor.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.layer.RepeatLayer;
import dev.nervure.dsl.network.Node;
import dev.nervure.processor.onnx.translate.ImportOptions;
import dev.nervure.processor.onnx.translate.ImportOptions.AxisOf;
import dev.nervure.processor.onnx.translate.ImportOptions.AxisSize;
import dev.nervure.processor.onnx.translate.OnnxImport;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Blocks that are equal are found, and become one that repeats. Their figures are checked with all other files of PyTorch's. */
class EqualBlocksTest {
    private static OnnxImport read(String name) throws Exception {
        try (InputStream in = EqualBlocksTest.class.getResourceAsStream("/onnx-own/" + name + ".onnx")) {
            OnnxModel model = ModelReader.read(Objects.requireNonNull(in).readAllBytes(), null);
            Map<AxisOf, AxisSize> axes = Map.of(new AxisOf("x", 1), new AxisSize("", 6));
            return OnnxImport.of(model, new ImportOptions(Map.of(), axes, List.of()));
        }
    }

    private static List<RepeatLayer> repeats(OnnxImport imported) {
        return Objects.requireNonNull(imported.network()).nodes().stream()
                .map(Node::layer)
                .filter(RepeatLayer.class::isInstance)
                .map(RepeatLayer.class::cast)
                .toList();
    }

    @Test
    void anEncoderIsOneBlockOfBothExporters() throws Exception {
        for (String name : List.of("encoder_3layers", "encoder_3layers_dynamo")) {
            OnnxImport imported = read(name);
            assertThat(repeats(imported)).as(name).singleElement().satisfies(repeat -> {
                assertThat(repeat.times()).isEqualTo(3);
                assertThat(repeat.body().nodes()).hasSizeLessThan(40);
            });
            assertThat(imported.weights().keySet())
                    .containsAll(Objects.requireNonNull(imported.network()).parameters().stream()
                            .map(spec -> spec.name())
                            .toList());
        }
    }

    @Test
    void oneBlockAloneStays() throws Exception {
        assertThat(repeats(read("encoder_pre_norm"))).isEmpty();
        assertThat(repeats(read("mlp"))).isEmpty();
    }
}
