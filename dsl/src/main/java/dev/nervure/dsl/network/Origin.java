package dev.nervure.dsl.network;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a tensor of a file comes from.
 *
 * @param name the name that the file suggests; another tensor may have it already. Null if it suggests none
 * @param numbers what the parameters of its layer begin with, by their names relative to the layer's path
 */
public record Origin(@Nullable String name, Map<String, Supplier<float[]>> numbers) {
    public Origin {
        numbers = Map.copyOf(numbers);
    }
}
