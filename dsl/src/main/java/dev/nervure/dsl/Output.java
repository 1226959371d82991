package dev.nervure.dsl;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Marks an output, if there are several. A tensor that no other reads must be marked; else it is an error. */
@Documented
@Retention(RetentionPolicy.CLASS)
@java.lang.annotation.Target(java.lang.annotation.ElementType.METHOD)
public @interface Output {}
