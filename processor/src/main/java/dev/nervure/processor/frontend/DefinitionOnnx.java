package dev.nervure.processor.frontend;

import dev.nervure.dsl.NetworkException;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.network.Message;
import dev.nervure.dsl.network.OnnxImporter;
import dev.nervure.processor.onnx.ModelReader;
import dev.nervure.processor.onnx.OnnxException;
import dev.nervure.processor.onnx.OnnxModel;
import dev.nervure.processor.onnx.translate.OnnxImport;
import dev.nervure.processor.onnx.translate.Transplant;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the ONNX files that definitions name. */
public final class DefinitionOnnx implements OnnxImporter {
    @Override
    public List<Tensor> tensors(Request request) {
        OnnxModel model = model(request);
        OnnxChoices choices = new OnnxChoices(request.file(), model);
        request.fixed().forEach(choices::fixed);
        choices.outputs(request.outputs());
        choices.tensors(request.inputs());
        if (!choices.problems().isEmpty()) {
            throw inTheWay(choices.problems());
        }
        OnnxImport imported = OnnxImport.of(model, choices.options());
        if (!imported.problems().isEmpty()) {
            throw inTheWay(imported.problems().stream()
                    .map(problem -> request.file() + ": " + problem)
                    .toList());
        }
        if (!imported.constants().isEmpty() || imported.outputs().isEmpty()) {
            String constant = String.join(", ", imported.constants().keySet());
            throw inTheWay(List.of(request.file() + ": constants are no outputs: " + constant));
        }
        Set<Tensor> given = new HashSet<>(request.inputs());
        return Transplant.of(imported, given, request.trainable(), request.name());
    }

    private static NetworkException inTheWay(List<String> problems) {
        return new NetworkException(Message.ONNX_IN_THE_WAY, String.join("\n", problems));
    }

    private static OnnxModel model(Request request) {
        Class<?> caller = request.caller();
        String path = request.file().replaceFirst("^/", "");
        for (String name : List.of("/" + path, path)) { // below the root, then beside the class
            try (InputStream in = caller.getResourceAsStream(name)) {
                if (in != null) {
                    return ModelReader.read(in.readAllBytes(), folder(caller.getResource(name)));
                }
            } catch (OnnxException | IOException e) {
                throw new NetworkException(Message.ONNX_UNREADABLE, request.file(), String.valueOf(e.getMessage()));
            }
        }
        throw new NetworkException(Message.ONNX_NOT_FOUND, request.file());
    }

    /** Where external data lies; null if the file stands in an archive. */
    private static @Nullable Path folder(@Nullable URL url) {
        try {
            URI place = url == null ? null : url.toURI();
            return place == null || !"file".equals(place.getScheme())
                    ? null
                    : Path.of(place).getParent();
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
