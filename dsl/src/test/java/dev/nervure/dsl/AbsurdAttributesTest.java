package dev.nervure.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.nervure.dsl.layer.Layer;
import dev.nervure.dsl.layer.Layers;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Numbers that nobody means are refused at the layer, before anything is built of their size. */
class AbsurdAttributesTest {
    private static final int[] ABSURD = {
        Integer.MIN_VALUE, Integer.MIN_VALUE + 1, -100_000_000, -1, 0, 100_000_000, 1 << 30, Integer.MAX_VALUE
    };

    @TestFactory
    Stream<DynamicTest> b6EveryAttributeOfEveryLayer() {
        return new TwinsTest()
                .shortest().stream()
                        .map(tensor -> dynamicTest(tensor.layer().kind(), () -> {
                            for (RecordComponent attribute :
                                    tensor.layer().getClass().getRecordComponents()) {
                                for (int value : ABSURD) {
                                    String what = attribute.getName() + " = " + value;
                                    assertTimeoutPreemptively(
                                            Duration.ofSeconds(10), () -> declare(tensor, attribute, value), what);
                                }
                            }
                        }));
    }

    private static void declare(Tensor tensor, RecordComponent attribute, int value) {
        Object absurd;
        if (attribute.getType() == int.class) {
            absurd = value;
        } else if (attribute.getGenericType().getTypeName().equals("java.util.List<java.lang.Integer>")) {
            absurd = List.of(value);
        } else {
            return;
        }
        try {
            Layer layer = Layers.with(tensor.layer(), attribute.getName(), absurd);
            Tensor made = Tensor.of(layer, tensor.inputs().toArray(Tensor[]::new));
            assertThat(made.type().shape().size()).as("%s", layer).isPositive();
        } catch (NetworkException refused) {
            assertThat(refused).hasMessageNotContaining("null");
        }
    }

    @Test
    void b6StacksHaveALimit() {
        Tensor steps = Tensor.input("steps", 6, 8);
        String text = " must be from 1 to 1000, got 100000000";
        assertThatThrownBy(() -> steps.gru(2, o -> o.layers(100_000_000))).hasMessage("layers" + text);
        assertThatThrownBy(() -> steps.transformerEncoder(100_000_000, 2)).hasMessage("layers" + text);
        assertThatThrownBy(() -> steps.repeat(100_000_000, "block", x -> x.relu()))
                .hasMessage("times" + text);
        assertThat(steps.gru(2, o -> o.layers(1_000)).shape()).isEqualTo(Shape.batch(6, 2));
    }
}
