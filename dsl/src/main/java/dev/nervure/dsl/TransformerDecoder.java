package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Blocks of self-attention, attention to a memory, and feed-forward layers, each with a residual and a {@link
 * LayerNorm}: {@code [steps, k]} and memory {@code [places, k]} {@code → [steps, k]} (Vaswani and others 2017).
 *
 * <p>Parameters as {@code nn.TransformerDecoder} names them: those of {@link TransformerEncoder}, {@code
 * layers.0.multihead_attn.…} and {@code layers.0.norm3.…}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface TransformerDecoder {
    /** {@return the number of blocks, 1 to 1,000} */
    int layers() default 0;

    /** {@return the number of heads; it divides {@code k}} */
    int heads() default 0;

    /** {@return the number of hidden units of the feed-forward part, at least 1} */
    int feedForward() default 2048;

    /** {@return the activation of the feed-forward part} */
    Activation activation() default Activation.RELU;

    /** {@return whether each part normalises its input (pre-norm) instead of its residual sum (post-norm)} */
    boolean normFirst() default false;

    /** {@return whether step {@code t} attends to the steps 0 to {@code t} only} */
    boolean causal() default false;

    /**
     * {@return whether the layer reads a mask of the memory's places, the next tensor after the memory; see {@link
     * MultiHeadAttention#mask}}
     */
    boolean memoryMask() default false;

    /**
     * {@return whether the last tensor that the layer reads is the mask of the self-attention of every block; see {@link
     * MultiHeadAttention#mask}}
     */
    boolean mask() default false;

    /**
     * {@return the probability of {@link Dropout}, 0 to under 1: after each part, within the feed-forward part, and of
     * attention weights}
     */
    float dropout() default 0.1f;

    /**
     * {@return whether training keeps only the results of blocks and computes the rest again in the backward pass: less
     * memory, more time}
     */
    boolean recompute() default false;

    /** {@return whether training changes the parameters} */
    boolean trainable() default true;

    /** {@return the names of the parts of a block, each a dotted path; {@code attentionParts} are within the first two} */
    String[] parts() default {"self_attn", "multihead_attn", "linear1", "linear2", "norm1", "norm2", "norm3"};

    /** {@return the names of the parts of the attention; see {@link MultiHeadAttention#parts}} */
    String[] attentionParts() default {};

    /** {@return the prefix of the blocks' parameters within the layer; empty for none: {@code 0.self_attn.…}} */
    String blocks() default "layers";

    /** {@return the prefix of the parameters' names, a dotted path; empty for the tensor's name} */
    String name() default "";
}
