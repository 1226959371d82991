package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Blocks of self-attention and feed-forward layers, each with a residual and a {@link LayerNorm}: {@code [steps, k] →
 * [steps, k]} (Vaswani and others 2017; norm first: Xiong and others 2020). With {@code causal} it is what language
 * models are made of.
 *
 * <p>Parameters as {@code nn.TransformerEncoder} names them: {@code layers.0.self_attn.…} (see {@link
 * MultiHeadAttention}), {@code layers.0.linear1.…}, {@code layers.0.linear2.…}, {@code layers.0.norm1.…}, {@code
 * layers.0.norm2.…}, and so on.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface TransformerEncoder {
    /** The number of blocks. */
    int layers() default 0;

    /** The number of heads; it divides {@code k}. */
    int heads() default 0;

    /** The size within the feed-forward part. */
    int feedForward() default 2048;

    /** The activation of the feed-forward part. */
    Activation activation() default Activation.RELU;

    /** Whether each part normalises what it reads, in place of its sum. */
    boolean normFirst() default false;

    /** Whether each step sees only itself and the steps before. */
    boolean causal() default false;

    /** The probability of {@link Dropout} after each part, within the feed-forward part, and of attention weights. */
    float dropout() default 0.1f;

    /** Whether training keeps only what passes from block to block, and computes the rest again in backward. */
    boolean recompute() default false;

    /** Whether the parameters are learned. */
    boolean trainable() default true;

    /** A dotted path for the parameters, where the tensor's name will not do. */
    String name() default "";
}
