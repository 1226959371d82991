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
}
