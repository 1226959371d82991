package dev.nervure.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingHistoryTest {
    private static final Map<String, Double> ACCURACY = Map.of("accuracy", 0.5);

    @Test
    void csv(@TempDir Path folder) throws IOException {
        TrainingHistory history = new TrainingHistory(List.of(
                new TrainingHistory.Epoch(
                        1, new Evaluation(1.5, ACCURACY), new Evaluation(1.25, ACCURACY), 0.001, 2.5, 0.125),
                new TrainingHistory.Epoch(
                        2, new Evaluation(0.5, ACCURACY), new Evaluation(Double.NaN, ACCURACY), 1e-5, 0.5, 12)));
        Path file = folder.resolve("history.csv");
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            history.saveCsv(file);
        } finally {
            Locale.setDefault(before);
        }
        assertThat(Files.readString(file))
                .isEqualTo(
                        "epoch,loss,accuracy,validation_loss,validation_accuracy,learning_rate,gradient_norm,seconds\n"
                                + "1,1.5,0.5,1.25,0.5,0.001,2.5,0.125\n"
                                + "2,0.5,0.5,NaN,0.5,1.0E-5,0.5,12.0\n");
        assertThat(TrainingHistory.parseCsv(history.toCsv())).isEqualTo(history.epochs());
        assertThat(history.last().loss()).isEqualTo(0.5);
    }

    @Test
    void withoutValidation() {
        List<TrainingHistory.Epoch> epochs =
                List.of(new TrainingHistory.Epoch(1, new Evaluation(1.5, Map.of()), null, 1, 2, 3));
        String csv = new TrainingHistory(epochs).toCsv();
        assertThat(csv).isEqualTo("epoch,loss,learning_rate,gradient_norm,seconds\n1,1.5,1.0,2.0,3.0\n");
        assertThat(TrainingHistory.parseCsv(csv)).isEqualTo(epochs);
        assertThat(TrainingHistory.parseCsv("")).isEmpty();
    }

    @Test
    void thePageSaysHowTheNetworkWasTrainedAndHowItEnded() {
        List<TrainingHistory.Epoch> epochs = List.of(epoch(1, 0.75), epoch(2, 0.5), epoch(3, 0.625));
        LearningRateSteps rates = new LearningRateSteps();
        rates.add(0, 1e-5);
        rates.add(0.5, 1e-3);
        Map<String, String> settings = Map.of("optimiser", "Adam & <others>");
        String early = new TrainingHistory(
                        epochs, new TrainingHistory.Choice(2, true, "", false), new Run("Digits", settings, rates))
                .toHtml();
        assertThat(early)
                .contains(
                        "<h1>Training of Digits</h1>",
                        "<p>Stopped after epoch 3: the validation loss was lowest in epoch 2, 0.5000; the weights are those of"
                                + " that epoch. The epochs took 6.0 s together.</p>",
                        "<td class=\"t\">optimiser</td><td class=\"t\">Adam &amp; &lt;others&gt;</td>",
                        "<div class=\"charts\">",
                        "<th>validation accuracy</th>");
        assertThat(new TrainingHistory(epochs).toHtml())
                .contains(
                        "<h1>Training</h1>",
                        "<p>The validation loss was lowest in epoch 2 of 3, 0.5000; the weights are those of the last epoch.")
                .doesNotContain("setting");
        assertThat(new TrainingHistory(List.of()).toHtml()).contains("No epoch has run.");
    }

    private static TrainingHistory.Epoch epoch(int number, double loss) {
        return new TrainingHistory.Epoch(
                number, new Evaluation(loss, ACCURACY), new Evaluation(loss, ACCURACY), 0.001, 1, 2);
    }

    @Test
    void learningRatesOfALongRunAreThinned() {
        LearningRateSteps steps = new LearningRateSteps();
        for (int i = 0; i < 100_000; i++) {
            steps.add(i / 1000.0, i);
        }
        double[] rates = steps.rates();
        assertThat(rates).hasSizeBetween(1024, 2048).startsWith(0, 64).endsWith(99_968 / 64 * 64);
        assertThat(steps.epochs()[1]).isEqualTo(0.064);
        for (int i = 1; i < rates.length; i++) {
            assertThat(rates[i] - rates[i - 1]).isEqualTo(64);
        }
    }
}
