package dev.nervure.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.dsl.network.Dim;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DimTest {
    /** {@code min} is the value at length 1 and {@code max} at the maximum, so both must follow the arithmetic of numbers. */
    @Property
    void arithmeticOfSymbolsIsThatOfNumbers(
            @ForAll @IntRange(min = 1, max = 50) int max,
            @ForAll @Size(max = 6) List<@IntRange(min = 0, max = 2) Integer> kinds,
            @ForAll @Size(value = 6) List<@IntRange(min = 1, max = 4) Integer> numbers) {
        Dim dim = Dim.symbol("T", max);
        int shortest = 1;
        int longest = max;
        for (int i = 0; i < kinds.size(); i++) {
            int n = numbers.get(i);
            switch (kinds.get(i)) {
                case 0 -> {
                    dim = dim.plus(n - 2);
                    shortest += n - 2;
                    longest += n - 2;
                }
                case 1 -> {
                    dim = dim.times(n);
                    shortest *= n;
                    longest *= n;
                }
                default -> {
                    dim = dim.floorDiv(n);
                    shortest = Math.floorDiv(shortest, n);
                    longest = Math.floorDiv(longest, n);
                }
            }
        }
        assertThat(dim.min()).isEqualTo(shortest);
        assertThat(dim.max()).isEqualTo(longest);
    }

    @Test
    void whatHalvesADoubledLengthMeetsItAgain() {
        Dim length = Dim.symbol("T", 40);
        assertThat(length.times(2).floorDiv(2)).isEqualTo(length);
        assertThat(length.times(2).plus(-1).floorDiv(2).plus(1)).isEqualTo(length);
        assertThat(length.plus(3).plus(-3)).isEqualTo(length);
    }

    @Test
    void printsLikeAFormula() {
        Dim length = Dim.symbol("T", 40);
        assertThat(Shape.batch(List.of(length.plus(1).floorDiv(2), length.times(3), length.plus(-2), Dim.of(8))))
                .hasToString("[n, ⌊(T + 1) / 2⌋, 3 T, T - 2, 8]");
    }
}
