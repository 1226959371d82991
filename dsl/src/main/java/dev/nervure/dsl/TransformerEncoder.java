package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Blocks of self-attention and feed-forward layers, each with a residual and a {@link LayerNorm}: {@code [steps, k] →
 * [steps, k]} (Vaswani and others 2017; norm first: Xiong and others 2020). With {@code causal} it is the stack of a
 * language model.
 *
 * <p>Parameters as {@code nn.TransformerEncoder} names them: {@code layers.0.self_attn.…} (see {@link
 * MultiHeadAttention}), {@code layers.0.linear1.…}, {@code layers.0.linear2.…}, {@code layers.0.norm1.…}, {@code
 * layers.0.norm2.…}, and so on.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface TransformerEncoder {
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

    /** {@return whether the last tensor that the layer reads is the mask of every block; see {@link MultiHeadAttention#mask}} */
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

    /** {@return the names of the parts of a block, each a dotted path; {@code attentionParts} are within the first} */
    String[] parts() default {"self_attn", "linear1", "linear2", "norm1", "norm2"};

    /** {@return the names of the parts of the attention; see {@link MultiHeadAttention#parts}} */
    String[] attentionParts() default {};

    /** {@return the prefix of the blocks' parameters within the layer; empty for none: {@code 0.self_attn.…}} */
    String blocks() default "layers";

    /** {@return the prefix of the parameters' names, a dotted path; empty for the tensor's name} */
    String name() default "";
}
