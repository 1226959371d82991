/**
 * RNN, LSTM and GRU over all steps, and back through time.
 *
 * <p>For generated code alone: nothing here promises compatibility from one version to the next.
 */
@NullMarked
package dev.nervure.runtime.kernel.recurrence;

import org.jspecify.annotations.NullMarked;
