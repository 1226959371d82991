package dev.nervure.examples.sentences;

import dev.nervure.dsl.Add;
import dev.nervure.dsl.Dense;
import dev.nervure.dsl.ElementType;
import dev.nervure.dsl.Embedding;
import dev.nervure.dsl.Input;
import dev.nervure.dsl.LayerNorm;
import dev.nervure.dsl.LearnedPositions;
import dev.nervure.dsl.Loss;
import dev.nervure.dsl.NeuralNetwork;
import dev.nervure.dsl.Scale;
import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.TransformerEncoder;

/**
 * A small causal transformer: after each word of a sentence it says, by one logit for each word that there is, which comes
 * next. Sentences may be of any length up to the longest.
 */
@NeuralNetwork(loss = Loss.SOFTMAX_CROSS_ENTROPY, stream = true)
interface NextWord {
    @Input(value = Corpus.LONGEST - 1, type = ElementType.INT, variable = "T")
    Tensor words();

    @Embedding(size = Corpus.WORDS, units = 32, name = "vocabulary")
    Tensor meanings(Tensor words);

    @LearnedPositions
    Tensor positions(Tensor meanings);

    @Add
    Tensor placed(Tensor meanings, Tensor positions);

    @TransformerEncoder(layers = 2, heads = 4, feedForward = 64, normFirst = true, causal = true, dropout = 0f)
    Tensor thoughts(Tensor placed);

    @LayerNorm
    Tensor normed(Tensor thoughts);

    /** By 1 / √32, so that the first logits are small, although the table's first values are not. */
    @Scale(factor = 0.18f)
    Tensor scaled(Tensor normed);

    /** Shares the table of the embedding, by its name. */
    @Dense(units = Corpus.WORDS, bias = false, name = "vocabulary")
    Tensor next(Tensor scaled);
}
