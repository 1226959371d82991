package dev.nervure.runtime;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class that Nervure generated. Coverage tools skip classes so marked, and unlike
 * {@code javax.annotation.processing.Generated} it asks no module to require {@code java.compiler}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Generated {
    /**
     * The declaration that the class was made from.
     *
     * @return the simple name of the declaration, such as {@code Xor}
     */
    String value();
}
