package dev.nervure.examples.lessons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LayerByHandTest {
    private static final double EXACT = 1e-6; // some roundings of single precision

    /** Worked out on paper: a = (1/2, 3/4), since z = (0, ln 3). */
    private static final List<double[]> ON_PAPER = List.of(
            new double[] {0, Math.log(3)},
            new double[] {0.5, 0.75},
            new double[] {(0.25 + 0.5625) / 2},
            new double[] {-0.5, 0.75},
            new double[] {-0.125, 0.140625},
            new double[] {-0.125, -0.25, -0.375, 0.140625, 0.28125, 0.421875},
            new double[] {-0.125, 0.140625},
            new double[] {0.078125, 0.171875, -0.140625});

    @Test
    void generatedCodeIsWhatPaperSays() {
        List<LayerByHand.Quantity> quantities = new LayerByHand().quantities();
        assertThat(quantities).hasSameSizeAs(ON_PAPER);
        for (int i = 0; i < ON_PAPER.size(); i++) {
            LayerByHand.Quantity quantity = quantities.get(i);
            assertThat(quantity.byHand()).as(quantity.name()).containsExactly(ON_PAPER.get(i), within(1e-12));
            assertThat(quantity.generated()).as(quantity.name()).containsExactly(ON_PAPER.get(i), within(EXACT));
        }
    }

    @Test
    void generatedCodeStandsBeside() {
        assertThat(LayerByHand.source("OneLayerBackward")).contains("dZWeight = dZᵀ · x");
    }
}
