package dev.nervure.examples.stories;

import dev.nervure.runtime.Model;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The file of weights that llama2.c reads: seven integers of 32 bits (width, hidden units, layers, heads, heads of keys, tokens,
 * longest), then floats, the matrices of all layers one kind after the other.
 */
final class Checkpoint {
    private static final int[] SIZES = {
        Story.WIDTH, Story.HIDDEN, Story.LAYERS, Story.HEADS, Story.MEMORY_HEADS, Story.TOKENS, Story.LONGEST
    };

    /** Of each layer, in the order of the file; the final norm stands behind. */
    private static final List<String> OF_LAYERS = List.of(
            "input_layernorm",
            "self_attn.q_proj",
            "self_attn.k_proj",
            "self_attn.v_proj",
            "self_attn.o_proj",
            "post_attention_layernorm",
            "mlp.gate_proj",
            "mlp.down_proj",
            "mlp.up_proj");

    private Checkpoint() {}

    /** Gives a model of {@link Story} the weights of a file. */
    static void read(Path file, Model model) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int[] sizes = new int[SIZES.length];
        bytes.asIntBuffer().get(sizes);
        if (!Arrays.equals(sizes, SIZES)) {
            throw new IOException(file + " has the sizes " + Arrays.toString(sizes) + ", and Story declares "
                    + Arrays.toString(SIZES));
        }
        bytes.position(4 * SIZES.length);
        take(bytes, model, "model.embed_tokens.weight");
        for (String name : OF_LAYERS) {
            for (int layer = 0; layer < Story.LAYERS; layer++) {
                take(bytes, model, "model.layers." + layer + "." + name + ".weight");
            }
        }
        take(bytes, model, "model.norm.weight");
    }

    private static void take(ByteBuffer bytes, Model model, String name) {
        float[] values = model.weights().get(name).values();
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getFloat();
        }
        model.weights().get(name).set(values);
    }
}
