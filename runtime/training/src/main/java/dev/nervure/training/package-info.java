/** Trains a model: data sets, optimisers, metrics, listeners, history and checkpoints. */
@NullMarked
package dev.nervure.training;

import org.jspecify.annotations.NullMarked;
