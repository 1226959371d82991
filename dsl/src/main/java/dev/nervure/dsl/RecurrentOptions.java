package dev.nervure.dsl;

import java.util.Map;

/** Options of {@link Tensor#lstm} and {@link Tensor#gru}: {@code x.lstm(32, o -> o.lastOnly(true))}. */
public final class RecurrentOptions extends StateOptions<RecurrentOptions> {
    RecurrentOptions(Map<String, ?> required) {
        super(required);
    }
}
