package dev.nervure.processor.onnx.own;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.nervure.processor.Compiled;
import dev.nervure.processor.plan.Options;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Files of both exporters of PyTorch: outputs and gradients are PyTorch's. */
class OwnModelsTest {
    /** They reshape integers or booleans, which no layer does yet. */
    private static final Set<String> RESHAPE_INTEGERS =
            Set.of("embedding_mean_pool", "embedding_mean_pool_dynamo", "cast_where");

    @Test
    void outputsAndGradientsArePyTorchs() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(OwnModelsTest.class.getResource("/onnx-own/index.json"))
                        .toURI())
                .getParent();
        List<String> differences = new ArrayList<>();
        SortedMap<String, Map<String, String>> sources = new TreeMap<>();
        Map<String, OwnModel> models = new TreeMap<>();
        for (JsonElement element : JsonParser.parseString(Files.readString(folder.resolve("index.json")))
                .getAsJsonArray()) {
            OwnModel model = OwnModel.read(folder, element.getAsJsonObject());
            boolean waits = RESHAPE_INTEGERS.contains(model.name())
                    && model.imported().problems().toString().contains("@Reshape reads floats");
            if (waits) {
                continue;
            }
            if (!model.imported().problems().isEmpty()) {
                differences.add(model.name() + ": " + model.imported().problems());
                continue;
            }
            String name = "own." + model.name();
            models.put(name, model);
            sources.put(name, Compiled.sources(name, model.imported().network(), Options.DEFAULT));
        }
        Compiled.of(sources).forEach((name, compiled) -> {
            OwnModel model = models.get(name);
            try {
                model.differences(compiled).forEach(text -> differences.add(model.name() + ": " + text));
            } catch (RuntimeException e) {
                differences.add(model.name() + ": " + e);
            }
        });
        assertThat(differences).isEmpty();
    }
}
