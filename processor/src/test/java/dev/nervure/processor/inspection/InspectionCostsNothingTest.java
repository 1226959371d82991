package dev.nervure.processor.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.inspection.Inspection;
import dev.nervure.processor.Compiled;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The passes are the same, to the byte, whether somebody looks inside or not. */
class InspectionCostsNothingTest {
    private static final String DECLARATION = """
            package looked.at;

            import dev.nervure.dsl.*;

            @NeuralNetwork(loss = Loss.MEAN_SQUARED_ERROR)
            public interface Looked {
                @Input(value = {6, 8}, variable = "T")
                Tensor x();

                @TransformerEncoder(layers = 2, heads = 2, feedForward = 8, dropout = 0f)
                Tensor thoughts(Tensor x);

                @Dense(units = 3, activation = Activation.SIGMOID)
                Tensor y(Tensor thoughts);
            }
            """;
    private static final String USER = """
            package looked.at;

            import dev.nervure.inspection.Inspection;

            public final class User {
                public static String look(LookedModel model, LookedActivations a, LookedGradients g) {
                    return Inspection.of(model, a, g).toString();
                }
            }
            """;

    private static final String LOOKED = "looked.at.Looked";

    private final Compiled alone = Compiled.declaration(LOOKED, Map.of(LOOKED, DECLARATION));

    @Test
    void classFiles() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(LOOKED, DECLARATION);
        texts.put("looked.at.User", USER);
        Compiled inspected = Compiled.declaration(LOOKED, texts);
        for (String pass : List.of("Forward", "Backward", "ThoughtsLayersForward", "ThoughtsLayersBackward")) {
            byte[] file = alone.file(pass);
            assertThat(inspected.file(pass)).as(pass).isEqualTo(file);
            assertThat(new String(file, StandardCharsets.ISO_8859_1))
                    .as("what %s refers to", pass)
                    .doesNotContain("Inspection", "Layers;", "describe");
        }
    }

    @Test
    void results() {
        assertThat(results(true)).isDeepEqualTo(results(false));
    }

    private float[][] results(boolean looking) {
        Model model = alone.model(5);
        Activations a = model.newActivations(2);
        Gradients g = model.newGradients(2);
        Random random = new Random(1);
        List<float[]> results = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < a.floats("x").length; i++) {
                a.floats("x")[i] = (float) random.nextGaussian();
            }
            model.forward(a, 2);
            if (looking) {
                assertThat(Inspection.of(model, a).attention("thoughts.layers.1.attention", 1))
                        .hasNumberOfRows(2);
            }
            results.add(new float[] {model.backward(a, g, 2)});
            if (looking) {
                assertThat(Inspection.of(model, a, g).toString()).contains("thoughts.layers.0.hidden");
            }
            results.add(a.floats("y").clone());
            model.weights().forEach(parameter -> results.add(g.parameter(parameter.name())));
        }
        return results.toArray(new float[0][]);
    }
}
