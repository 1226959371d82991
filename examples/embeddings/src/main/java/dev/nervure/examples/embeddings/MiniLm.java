package dev.nervure.examples.embeddings;

import dev.nervure.dsl.Activation;
import dev.nervure.dsl.Add;
import dev.nervure.dsl.Divide;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Embedding;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.LayerNorm;
import dev.nervure.dsl.LearnedPositions;
import dev.nervure.dsl.Mean;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Parameter;
import dev.nervure.dsl.Pow;
import dev.nervure.dsl.Slice;
import dev.nervure.dsl.Sqrt;
import dev.nervure.dsl.Sum;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.TransformerEncoder;

/**
 * The meaning of a sentence as a direction in 384 dimensions: all-MiniLM-L6-v2 (Wang and others 2020, Reimers and Gurevych
 * 2019). Parameters are called as in PyTorch's model.
 */
@NeuralNetwork
interface MiniLm {
    /** The numbers of the sentence's pieces. */
    @Input(value = 512, type = ElementType.INT, variable = "T")
    Tensor pieces();

    @Embedding(size = 30_522, units = 384, name = "embeddings.word_embeddings")
    Tensor words(Tensor pieces);

    @LearnedPositions(name = "embeddings.position_embeddings")
    Tensor places(Tensor words);

    /** BERT tells apart two sentences; here there is one. */
    @Parameter(value = {2, 384}, name = "embeddings.token_type_embeddings.weight")
    Tensor types();

    @Slice(axis = 0, start = 0, end = 1)
    Tensor first(Tensor types);

    @Add
    Tensor sum(Tensor words, Tensor places, Tensor first);

    @LayerNorm(eps = 1e-12f, name = "embeddings.LayerNorm")
    Tensor embedded(Tensor sum);

    @TransformerEncoder(
            layers = 6,
            heads = 12,
            feedForward = 1_536,
            activation = Activation.GELU,
            name = "encoder",
            blocks = "layer",
            parts = {
                "attention",
                "intermediate.dense",
                "output.dense",
                "attention.output.LayerNorm",
                "output.LayerNorm"
            },
            attentionParts = {"self.query", "self.key", "self.value", "output.dense"})
    Tensor encoded(Tensor embedded);

    @Mean(axis = 0)
    Tensor mean(Tensor encoded);

    @Pow(exponent = 2)
    Tensor squares(Tensor mean);

    @Sum(keepDims = true)
    Tensor square(Tensor squares);

    @Sqrt
    Tensor length(Tensor square);

    @Divide
    Tensor meaning(Tensor mean, Tensor length);
}
