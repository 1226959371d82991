package dev.nervure.processor.stream;

import dev.nervure.dsl.network.Dim;
import java.util.Optional;

/**
 * How many places of a tensor there are after {@code t > 0} places of the variable axis: {@code ⌊(t + plus) / over⌋}, at least
 * 0. After none there are none.
 *
 * @param plus places more, or fewer, before they are divided
 * @param over what strides divide by
 */
public record Rate(int plus, int over) {
    /** That of the variable axis itself. */
    public static final Rate EACH = new Rate(0, 1);

    /** The rate of an axis that is made of the variable one; empty if it grows by several at a time. */
    static Optional<Rate> of(Dim dim) {
        if (dim instanceof Dim.Symbol) {
            return Optional.of(EACH);
        }
        if (dim instanceof Dim.Sum sum) {
            return of(sum.of()).map(rate -> new Rate(rate.plus + sum.term() * rate.over, rate.over));
        }
        if (dim instanceof Dim.Quotient quotient) {
            return of(quotient.of()).map(rate -> new Rate(rate.plus, rate.over * quotient.divisor()));
        }
        return Optional.empty();
    }

    /** Whether each place of the variable axis gives one. */
    public boolean isEach() {
        return equals(EACH);
    }

    /** How many places there are after {@code t} of the variable axis. */
    int after(int t) {
        return t == 0 ? 0 : Math.max(0, Math.floorDiv(t + plus, over));
    }

    /** How many places at most come of {@code count} of the variable axis. */
    public int most(int count) {
        return Math.max(after(count), (count + over - 1) / over);
    }
}
