package dev.nervure.examples.lessons;

import dev.nervure.examples.digits.data.DigitImages;
import dev.nervure.inspection.BarChart;
import dev.nervure.inspection.Inspection;
import dev.nervure.inspection.LineChart;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.training.Dataset;
import dev.nervure.training.Optimizers;
import dev.nervure.training.Trainer;
import dev.nervure.training.TrainingDivergedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A unit that gives 0 passes no gradient; if it gives 0 for all samples, it never learns again. */
final class DeadUnit {
    private static final float[] RATES = {0.1f, 0.5f, 1f};
    private static final int UNITS = 64;

    /**
     * A network after training.
     *
     * @param dead the share of hidden units whose weights have no gradient from any image
     * @param zeros the share of hidden values that are 0
     */
    record Outcome(String function, float rate, double dead, double zeros, double accuracy) {}

    private final List<Outcome> outcomes;

    private DeadUnit(List<Outcome> outcomes) {
        this.outcomes = outcomes;
    }

    static DeadUnit run() {
        DigitImages.Split images = DigitImages.load().split();
        List<Outcome> outcomes = new ArrayList<>();
        for (float rate : RATES) {
            outcomes.add(train("ReLU", DigitsReluModel.create(1), rate, images));
            outcomes.add(train("leaky ReLU", DigitsLeakyReluModel.create(1), rate, images));
        }
        return new DeadUnit(outcomes);
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    /** ∂L/∂w1 of one unit at x = (1, 2), w1 = 0.5, b = 0, y = 3, L = (a − y)², for some w2. */
    static double slope(double w2) {
        OneUnitModel model = OneUnitModel.create(1);
        model.weights().get("a.weight").set(new float[] {0.5f, (float) w2});
        model.weights().get("a.bias").set(new float[1]);
        OneUnitActivations a = model.newActivations(1);
        OneUnitGradients g = model.newGradients(1);
        a.x()[0] = 1;
        a.x()[1] = 2;
        a.targets()[0] = 3;
        model.forward(a, 1);
        model.backward(a, g, 1);
        return g.parameter("a.weight")[0];
    }

    private static Outcome train(String function, Model model, float rate, DigitImages.Split images) {
        Dataset data = Dataset.of(images.train().pixels(), images.train().labels());
        Trainer trainer = Trainer.of(model).optimizer(Optimizers.sgd(rate)).epochs(10);
        try {
            trainer.fit(data);
        } catch (TrainingDivergedException e) {
            throw new IllegalStateException("a learning rate of " + rate + " is too large to learn at all", e);
        }
        int n = images.train().size();
        Activations a = model.newActivations(n);
        Gradients g = model.newGradients(n);
        for (int s = 0; s < n; s++) {
            System.arraycopy(images.train().pixels()[s], 0, a.floats("pixels"), s * 64, 64);
            a.ints("targets")[s] = images.train().labels()[s];
        }
        model.forward(a, n);
        model.backward(a, g, n);
        Inspection look = Inspection.of(model, a, g);
        double dead = (without(g.parameter("first.weight")) + without(g.parameter("second.weight"))) / (2.0 * UNITS);
        double zeros =
                (look.statistics("first").zeros() + look.statistics("second").zeros()) / 2;
        Dataset test = Dataset.of(images.test().pixels(), images.test().labels());
        return new Outcome(function, rate, dead, zeros, trainer.evaluate(test).metric("accuracy"));
    }

    /** How many units have no gradient at any of their weights. */
    private static int without(float[] gradient) {
        int inputs = gradient.length / UNITS;
        return (int) IntStream.range(0, UNITS)
                .filter(unit ->
                        IntStream.range(unit * inputs, (unit + 1) * inputs).allMatch(i -> gradient[i] == 0))
                .count();
    }

    void show(Sheet sheet) {
        sheet.say(
                "One unit, a = max(0, w1 x1 + w2 x2 + b), with x = (1, 2), w1 = 0.5, b = 0, y = 3 and L = (a − y)². Only w2 "
                        + "moves; what becomes of ∂L/∂w1?");
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("w2", "∂L/∂w1"));
        double[] w2 = IntStream.rangeClosed(0, 8).mapToDouble(i -> 1 - 0.25 * i).toArray();
        for (double w : w2) {
            rows.add(List.of(text("%.2f", w), text("%.2f", slope(w))));
        }
        sheet.table(rows);
        double[] fine =
                IntStream.rangeClosed(0, 200).mapToDouble(i -> -1 + 0.01 * i).toArray();
        sheet.chart(
                "slope",
                LineChart.of("∂L/∂w1 while only w2 moves", "w2", "∂L/∂w1")
                        .line(
                                "∂L/∂w1",
                                fine,
                                Arrays.stream(fine).map(DeadUnit::slope).toArray()));
        sheet.say(
                "Where w1 x1 + w2 x2 + b is below 0 the gradient is not small, it is 0: nothing brings the unit back, unless "
                        + "other samples do. Now a network of two hidden layers of 64 units that reads digits, after 10 epochs.");
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("", "learning rate", "dead units", "zeros", "right"));
        for (Outcome outcome : outcomes) {
            table.add(List.of(
                    outcome.function,
                    text("%.1f", outcome.rate),
                    text("%.1f %%", 100 * outcome.dead),
                    text("%.1f %%", 100 * outcome.zeros),
                    text("%.1f %%", 100 * outcome.accuracy)));
        }
        sheet.table(table);
        sheet.say(
                "Dead are the units whose weights have no gradient from any image. The zeros that ReLU gives are not all "
                        + "bad: where a value is 0, nothing need be computed with it. That is the share of the next layer's "
                        + "multiplications that a prediction of one sample leaves out, where the layer is wide enough.");
        List<String> labels = new ArrayList<>();
        for (float rate : RATES) {
            labels.add("rate " + text("%.1f", rate));
        }
        sheet.chart(
                "dead",
                BarChart.of("Dead units, in per cent", labels)
                        .bars("ReLU", dead("ReLU"))
                        .bars("leaky ReLU", dead("leaky ReLU")));
    }

    private double[] dead(String function) {
        return outcomes.stream()
                .filter(outcome -> outcome.function.equals(function))
                .mapToDouble(outcome -> 100 * outcome.dead)
                .toArray();
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
