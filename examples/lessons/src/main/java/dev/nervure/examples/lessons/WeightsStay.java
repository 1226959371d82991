package dev.nervure.examples.lessons;

import dev.nervure.examples.digits.data.DigitImages;
import dev.nervure.inspection.BarChart;
import dev.nervure.inspection.Inspection;
import dev.nervure.inspection.LineChart;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Parameter;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Two inputs through one network: the weights are the same bits before and after, the activations are not. */
final class WeightsStay {
    private static final int[] BATCHES = {1, 8, 64, 512};

    private final SmallDigitsModel model;
    private final DigitImages images;

    private WeightsStay(SmallDigitsModel model, DigitImages images) {
        this.model = model;
        this.images = images;
    }

    static WeightsStay train() {
        DigitImages.Split split = DigitImages.load().split();
        SmallDigitsModel model = SmallDigitsModel.create(1);
        Trainer.of(model)
                .optimizer(Optimizers.adam(3e-3f))
                .epochs(10)
                .fit(Dataset.of(split.train().pixels(), split.train().labels()));
        return new WeightsStay(model, split.test());
    }

    /** All weights, as bits. */
    int weightBits() {
        List<Integer> hashes = new ArrayList<>();
        for (Parameter parameter : model.weights()) {
            hashes.add(Arrays.hashCode(parameter.values()));
        }
        return hashes.hashCode();
    }

    /** Every unit of a tensor for one image. */
    float[] values(int image, String tensor) {
        SmallDigitsActivations a = model.newActivations(1);
        System.arraycopy(images.pixels()[image], 0, a.pixels(), 0, 64);
        model.forward(a, 1);
        return Inspection.of(model, a).values(tensor);
    }

    long weightBytes() {
        long values = 0;
        for (Parameter parameter : model.weights()) {
            values += parameter.size();
        }
        return Float.BYTES * values;
    }

    /** What the tensors of one call take for so many samples. */
    long activationBytes(int samples) {
        Activations a = model.newActivations(samples);
        return Float.BYTES * (long) (a.floats("pixels").length + a.floats("hidden").length + a.floats("logits").length);
    }

    /** The first image of a digit. */
    int image(int digit) {
        return IntStream.range(0, images.size())
                .filter(i -> images.labels()[i] == digit)
                .findFirst()
                .orElseThrow();
    }

    void show(Sheet sheet) {
        int three = image(3);
        int eight = image(8);
        int before = weightBits();
        float[] hidden3 = values(three, "hidden");
        float[] hidden8 = values(eight, "hidden");
        sheet.say("A network of 64, 16 and 10 units has learned to read digits. It reads a 3, then an 8.");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "for the 3", "for the 8"));
        for (int unit = 0; unit < hidden3.length; unit++) {
            rows.add(List.of("hidden " + unit, text(hidden3[unit]), text(hidden8[unit])));
        }
        sheet.table(rows);
        sheet.say(
                "The weights have the hash %08x before and %08x after: the same bits. They belong to the model; the "
                        + "activations belong to the call.",
                before, weightBits());
        List<String> units =
                IntStream.range(0, hidden3.length).mapToObj(i -> "unit " + i).toList();
        sheet.chart(
                "activations",
                BarChart.of("The hidden layer for two images", units)
                        .bars("a 3", wide(hidden3))
                        .bars("an 8", wide(hidden8)));
        List<List<String>> bytes = new ArrayList<>();
        bytes.add(List.of("samples at once", "bytes of weights", "bytes of activations"));
        for (int samples : BATCHES) {
            bytes.add(List.of(number(samples), number(weightBytes()), number(activationBytes(samples))));
        }
        sheet.table(bytes);
        double[] x = Arrays.stream(BATCHES).asDoubleStream().toArray();
        sheet.chart(
                "bytes",
                LineChart.of("Bytes by samples at once", "samples", "bytes")
                        .logarithmic()
                        .line(
                                "weights",
                                x,
                                Arrays.stream(x).map(n -> weightBytes()).toArray())
                        .line(
                                "activations",
                                x,
                                Arrays.stream(x)
                                        .map(n -> activationBytes((int) n))
                                        .toArray()));
    }

    private static double[] wide(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
