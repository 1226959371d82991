/** The program of a network: values, and the steps that compute them, forward and backward. */
@NullMarked
package dev.nervure.processor.graph;

import org.jspecify.annotations.NullMarked;
