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
