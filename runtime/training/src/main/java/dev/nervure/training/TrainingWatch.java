package dev.nervure.training;

import dev.nervure.inspection.DeadUnits;
import dev.nervure.inspection.Statistics;
import dev.nervure.runtime.Activations;
import dev.nervure.runtime.LayerInfo;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.generated.Internals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Warns in plain words when training goes wrong, and names the layer: when gradients vanish or explode, when units die,
 * when the loss stalls or turns NaN. Each kind of warning is given once for a layer. <p>It reads the gradients, and the
 * outputs of layers with ReLU, after every batch. Training without it has no extra cost.
 */
public final class TrainingWatch implements TrainingListener {
    /** What goes wrong. */
    public enum Kind {
        /** A weight of the layer has, on average, less than 1/10,000 of the gradient of one in the layer with the largest. */
        VANISHING_GRADIENTS,
        /** The layer's gradient is over 100 times its weights, or over 100 times what it was on average. */
        EXPLODING_GRADIENTS,
        /** A quarter of the layer's units, or more, gave 0 for every sample of an epoch. */
        DEAD_UNITS,
        /** In 5 epochs the loss fell by less than a thousandth. */
        STALLED_LOSS,
        /** The loss, or a gradient, is NaN or infinite. */
        DIVERGED
    }

    /**
     * A warning.
     *
     * @param kind what goes wrong
     * @param epoch the number of the epoch, from 1
     * @param layer the tensor of the layer; empty where no layer is to blame
     * @param text one or more sentences: what was seen, and what may help
     */
    public record Warning(Kind kind, int epoch, String layer, String text) {
        @Override
        public String toString() {
            return "epoch " + epoch + ": " + text;
        }
    }

    private static final double VANISHING = 1e-4;
    private static final double EXPLODING = 100;
    private static final double DYING = 0.25;
    private static final int STALLING = 5; // epochs
    private static final double PROGRESS = 1e-3;
    private static final int SETTLED = 8; // batches before a mean says something

    /** What is known of the parameters of one layer. */
    private static final class Learning {
        final List<Parameter> parameters = new ArrayList<>();
        double sum; // of the norms of the gradient
        long batches;
        double sumOfEpoch;
        long batchesOfEpoch;
        private double weights;

        /** The norm of the weights when the epoch began. */
        double weights() {
            if (batchesOfEpoch == 0) {
                weights = 0;
                for (Parameter parameter : parameters) {
                    weights = Math.hypot(
                            weights, Statistics.of(parameter.values()).norm());
                }
            }
            return weights;
        }

        /** The norm that one weight contributes, on average over the epoch. */
        double perWeight() {
            int size = parameters.stream().mapToInt(Parameter::size).sum();
            return sumOfEpoch / batchesOfEpoch / Math.sqrt(size);
        }
    }

    private final Consumer<Warning> out;
    private final List<Warning> warnings = new ArrayList<>();
    private final Set<String> given = new HashSet<>();
    private final Map<String, Learning> layers = new LinkedHashMap<>();
    private final List<Double> bestLosses = new ArrayList<>();
    private DeadUnits.Search units = new DeadUnits.Search();

    private TrainingWatch(Consumer<Warning> out) {
        this.out = out;
    }

    /**
     * Prints warnings to the error stream.
     *
     * @return a listener for one training run
     */
    public static TrainingWatch create() {
        return to(warning -> System.err.println("warning, " + warning));
    }

    /**
     * Passes warnings to a consumer.
     *
     * @param out called once for each warning, by the thread that trains
     * @return a listener for one training run
     */
    public static TrainingWatch to(Consumer<Warning> out) {
        return new TrainingWatch(out);
    }

    /**
     * The warnings so far.
     *
     * @return a copy of the list, oldest first
     */
    public List<Warning> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void onBatch(TrainingProgress progress) {
        List<Activations> activations = progress.activations();
        activations.forEach(units::add);
        Map<String, Double> norms = progress.gradientNorms();
        if (layers.isEmpty()) {
            group(progress.model, Internals.layers(activations.get(0)).all(), norms.keySet());
        }
        layers.forEach((name, layer) -> {
            double norm = 0;
            for (Parameter parameter : layer.parameters) {
                norm = Math.hypot(norm, norms.getOrDefault(parameter.name(), 0.0));
            }
            checkExplosion(name, layer, norm, progress);
            layer.sum += norm;
            layer.batches++;
            layer.sumOfEpoch += norm;
            layer.batchesOfEpoch++;
        });
    }

    /** A parameter that several layers read belongs to the first. */
    private void group(Model model, List<LayerInfo> infos, Set<String> trained) {
        Set<String> grouped = new HashSet<>();
        for (LayerInfo info : infos) {
            for (String name : info.parameters()) {
                if (trained.contains(name) && grouped.add(name)) {
                    layers.computeIfAbsent(info.tensor(), tensor -> new Learning())
                            .parameters
                            .add(model.weights().get(name));
                }
            }
        }
    }

    private void checkExplosion(String name, Learning layer, double norm, TrainingProgress progress) {
        double usual = layer.sum / Math.max(1, layer.batches);
        boolean jumps = layer.batches >= SETTLED && norm > EXPLODING * usual && usual > 0;
        double weights = layer.weights();
        if (jumps || (weights > 0 && norm > EXPLODING * weights)) {
            warn(
                    Kind.EXPLODING_GRADIENTS,
                    progress.epoch(),
                    name,
                    "the gradient of '%s' explodes: its norm is %.2g in batch %d, and %s. A lower learning rate, clipNorm, or "
                            + "inputs and targets of a smaller scale may help.",
                    name,
                    norm,
                    progress.batch(),
                    jumps
                            ? format("was %.2g on average before", usual)
                            : format("that of its weights is %.2g", weights));
        }
    }

    @Override
    public void onEpoch(TrainingHistory.Epoch epoch) {
        checkVanishing(epoch.number());
        checkDeath(epoch.number());
        checkStall(epoch);
        units = new DeadUnits.Search();
        layers.values().forEach(layer -> {
            layer.sumOfEpoch = 0;
            layer.batchesOfEpoch = 0;
        });
    }

    private void checkVanishing(int epoch) {
        if (layers.isEmpty()) {
            return;
        }
        Comparator<String> byGradient = Comparator.comparingDouble(name -> perWeight(name));
        String most = layers.keySet().stream().max(byGradient).orElseThrow();
        String least = layers.keySet().stream().min(byGradient).orElseThrow();
        double share = perWeight(least) / perWeight(most);
        if (share < VANISHING) {
            warn(
                    Kind.VANISHING_GRADIENTS,
                    epoch,
                    least,
                    "the gradient vanishes on its way back to '%s': a weight of it has %.2g times the gradient of one of '%s', "
                            + "so it hardly learns. ReLU or GELU in place of sigmoid or tanh, normalisation, residual "
                            + "connections or other first weights may help.",
                    least,
                    share,
                    most);
        }
    }

    private double perWeight(String layer) {
        Learning learning = layers.get(layer);
        return learning == null ? 0 : learning.perWeight();
    }

    private void checkDeath(int epoch) {
        for (DeadUnits units : this.units.found()) {
            if (units.share() >= DYING) {
                warn(
                        Kind.DEAD_UNITS,
                        epoch,
                        units.layer(),
                        "%d of the %d units of '%s' are dead: they gave 0 for every sample of the epoch, and so learn "
                                + "nothing. A lower learning rate, LEAKY_RELU or GELU may help.",
                        units.dead().size(),
                        units.units(),
                        units.layer());
            }
        }
    }

    private void checkStall(TrainingHistory.Epoch epoch) {
        double best = bestLosses.isEmpty() ? epoch.loss() : bestLosses.get(bestLosses.size() - 1);
        bestLosses.add(Math.min(best, epoch.loss()));
        int before = bestLosses.size() - 1 - STALLING;
        if (before < 0 || layers.isEmpty()) {
            return;
        }
        double old = bestLosses.get(before);
        if (old - bestLosses.get(bestLosses.size() - 1) < PROGRESS * Math.abs(old)) {
            String least = layers.keySet().stream()
                    .min(Comparator.comparingDouble(name -> perWeight(name)))
                    .orElseThrow();
            warn(
                    Kind.STALLED_LOSS,
                    epoch.number(),
                    least,
                    "the loss stalls: it is %.4g, and %d epochs ago it was %.4g. The smallest gradient is that of '%s', %.2g a "
                            + "weight. If the loss is not as low as it should be, another learning rate or other first "
                            + "weights may help.",
                    epoch.loss(),
                    STALLING,
                    old,
                    least,
                    perWeight(least));
        }
    }

    @Override
    public void onDiverged(TrainingDivergedException exception) {
        warn(
                Kind.DIVERGED,
                exception.epoch(),
                exception.layer().orElse(""),
                "%s",
                String.valueOf(exception.getMessage()));
    }

    private void warn(Kind kind, int epoch, String layer, String format, Object... values) {
        if (given.add(kind + " " + layer)) {
            Warning warning = new Warning(kind, epoch, layer, format(format, values));
            warnings.add(warning);
            out.accept(warning);
        }
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
