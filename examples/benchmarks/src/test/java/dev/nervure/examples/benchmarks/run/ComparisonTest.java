package dev.nervure.examples.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void rowsAreDifferentAndSoAreTheContendersOfARow() {
        assertThat(Comparison.all()).extracting(Comparison::row).doesNotHaveDuplicates();
        assertThat(Comparison.all()).allSatisfy(comparison -> assertThat(comparison.entries())
                .extracting(Entry::contender)
                .doesNotHaveDuplicates());
    }
}
