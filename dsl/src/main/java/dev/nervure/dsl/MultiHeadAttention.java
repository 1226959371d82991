package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * {@code y = concat(head₁, …) Wₒᵀ + bₒ}, each head the {@link ScaledDotProductAttention} of its part of {@code Q = x
 * W_qᵀ + b_q} with {@code K} and {@code V} of the memory, or of {@code x} itself (Vaswani and others 2017): query
 * {@code [steps, k]} and, if given, memory {@code [places, m]} {@code → [steps, k]}. Places beyond the length of a
 * sample get no attention.
 *
 * <p>Parameters {@code in_proj_weight [3 k, k]} (query, key and value one below the other), {@code in_proj_bias [3 k]},
 * {@code out_proj.weight [k, k]} and {@code out_proj.bias [k]}. If {@code m} is not {@code k}: {@code q_proj_weight},
 * {@code k_proj_weight} and {@code v_proj_weight} in place of the first. With fewer key and value heads, keys and
 * values have {@code k keyValueHeads / heads} rows (Ainslie and others 2023).
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface MultiHeadAttention {
    /** {@return the number of heads; it divides {@code k}} */
    int heads() default 0;

    /** {@return the number of heads of keys and values, a divisor of {@code heads}; 0 for {@code heads}} */
    int keyValueHeads() default 0;

    /** {@return whether step {@code t} attends to the steps 0 to {@code t} only} */
    boolean causal() default false;

    /**
     * {@return how many steps a step attends to, its own and those before it, with {@link #causal}; 0 for all of them} As
     * Mistral's {@code sliding_window}. A stream keeps the keys and values of so many steps.
     */
    int window() default 0;

    /**
     * {@return whether the last tensor that the layer reads is a mask} Booleans say which places a step attends to, true for
     * those that it sees; floats are added to the scores, and −∞ hides a place. It is {@code [heads, steps, places]}; axes that it lacks at the front, and axes of size 1, are
     * the same for all. A step that sees no place gets zeros before the last projection.
     */
    boolean mask() default false;

    /**
     * {@return whether queries and keys are rotated by their position, the pairs {@code (2i, 2i + 1)} of each head
     * (Su and others 2021)}
     */
    boolean rotary() default false;

    /** {@return the base of the angles of the rotation, over 1} */
    float rotaryBase() default 10000f;

    /** {@return the probability that a training pass drops an attention weight, 0 to under 1} */
    float dropout() default 0f;

    /** {@return whether the layer has biases} */
    boolean bias() default true;

    /** {@return whether training changes the parameters} */
    boolean trainable() default true;

    /**
     * {@return the names of the parts, each a dotted path; by default those of PyTorch, see above} Two names: of the
     * stacked projection and of the last one, such as {@code qkv, proj}: parameters {@code qkv.weight [3 k, k]}, {@code
     * qkv.bias}, {@code proj.weight} and {@code proj.bias}. Four names: of the projections of query, key and value and of
     * the last one, each a dense layer of its own, such as {@code wq, wk, wv, wo}.
     */
    String[] parts() default {};

    /** {@return the prefix of the parameters' names, a dotted path; empty for the tensor's name} */
    String name() default "";
}
