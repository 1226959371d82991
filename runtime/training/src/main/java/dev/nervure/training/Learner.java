package dev.nervure.training;

import dev.nervure.runtime.Gradients;
import dev.nervure.runtime.Model;
import dev.nervure.runtime.Parameter;
import dev.nervure.runtime.generated.Internals;
import dev.nervure.runtime.kernel.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The weights that training changes, each with its gradients and what the optimiser remembers of it. All of it is cut
 * into pieces that threads share; who does which piece changes no bit of the result.
 */
final class Learner {
    private static final int PIECE = 1 << 13; // small enough to share evenly, large enough to be worth a call
    private static final int WORTH_SHARING = 1 << 13;

    private final Team team;
    private final boolean accumulates;
    private final Map<Parameter, Storage[]> memory = new LinkedHashMap<>();
    private final List<Piece> pieces = new ArrayList<>();
    private final List<String> names = new ArrayList<>(); // of each piece's parameter
    private final List<Optimizer> optimizers = new ArrayList<>(); // the different ones
    private final List<Integer> rules = new ArrayList<>(); // of each piece: which of them
    private final int[] shares; // the first piece of each worker, and the end
    private final double[] squares; // of each piece
    private final boolean changed; // whether penalties or limits change gradients
    private final float limit; // of each gradient; 0 for none
    private final Team.Work collecting;
    private final Team.Work preparing;
    private final Team.Work stepping;

    private int shards;
    private int collected; // batches since the last step
    private boolean measuring;
    private float scale; // of the gradient, by clipping
    private Optimizer.Step[] steps = {}; // of each optimiser

    /**
     * @param before gets the weights as they were before each step
     * @throws IllegalStateException if there is nothing to train
     */
    Learner(
            Model model,
            Snapshot before,
            Optimizer optimizer,
            List<Penalty> penalties,
            List<Gradients> gradients,
            boolean accumulates,
            float limit,
            Team team) {
        this.team = team;
        this.limit = limit;
        for (Penalty penalty : penalties) {
            Checks.named("the penalty", penalty.names(), model.weights());
        }
        this.accumulates = accumulates;
        Function<Parameter, Optimizer> optimizerOf = optimizer.over(model.weights());
        for (Parameter parameter : model.weights()) {
            if (parameter.trainable()) {
                cut(model, parameter, before.of(parameter), optimizerOf.apply(parameter), penalties, gradients);
            }
        }
        if (pieces.isEmpty()) {
            throw new IllegalStateException(
                    "nothing to train: every parameter of " + model.name() + " is fixed or frozen");
        }
        this.squares = new double[pieces.size()];
        this.shares = share(pieces, team.size());
        this.changed = limit > 0 || pieces.stream().anyMatch(Piece::penalised);
        this.collecting = each(this::collectPiece);
        this.preparing = each(this::prepare);
        this.stepping = each(this::step);
    }

    private void cut(
            Model model,
            Parameter parameter,
            Storage before,
            Optimizer optimizer,
            List<Penalty> penalties,
            List<Gradients> gradients) {
        Storage weights = Internals.storage(parameter);
        Storage[] own = new Storage[optimizer.memory()];
        Arrays.setAll(own, i -> weights.zeros());
        memory.put(parameter, own);
        Storage[] ofShards =
                gradients.stream().map(g -> Internals.gradient(g, parameter)).toArray(Storage[]::new);
        float[][] totals = (accumulates ? weights.zeros() : ofShards[0]).chunks();
        float[][] chunks = weights.chunks();
        float[][] chunksBefore = before.chunks();
        int rule = optimizers.indexOf(optimizer);
        if (rule < 0) {
            rule = optimizers.size();
            optimizers.add(optimizer);
        }
        float l1 = 0;
        float l2 = 0;
        for (Penalty penalty : penalties) {
            if (model.weights().named(penalty.names()).contains(parameter)) {
                l1 += penalty.l1();
                l2 += penalty.l2();
            }
        }
        for (int c = 0; c < chunks.length; c++) {
            float[][] chunkOfShards = chunk(ofShards, c);
            float[][] chunkOfMemory = chunk(own, c);
            for (int from = 0; from < chunks[c].length; from += PIECE) {
                int to = Math.min(from + PIECE, chunks[c].length);
                pieces.add(new Piece(
                        chunks[c], chunksBefore[c], totals[c], chunkOfShards, chunkOfMemory, from, to, l1, l2));
                names.add(parameter.name());
                rules.add(rule);
            }
        }
    }

    private static float[][] chunk(Storage[] storages, int c) {
        return Arrays.stream(storages).map(storage -> storage.chunks()[c]).toArray(float[][]::new);
    }

    /** Contiguous shares of about the same number of weights. */
    private static int[] share(List<Piece> pieces, int workers) {
        long size = 0;
        for (Piece piece : pieces) {
            size += piece.size();
        }
        int used = size < WORTH_SHARING ? 1 : workers;
        int[] first = new int[used + 1];
        long before = 0;
        int worker = 1;
        for (int p = 0; p < pieces.size(); p++) {
            while (worker < used && before >= size * worker / used) {
                first[worker++] = p;
            }
            before += pieces.get(p).size();
        }
        Arrays.fill(first, worker, used + 1, pieces.size());
        return first;
    }

    /** Adds the gradients of a batch that was cut into {@code shards}: each is divided by what counts in the whole step. */
    void collect(int shards) {
        this.shards = shards;
        if (shards > 1 || accumulates) {
            run(collecting);
        }
        collected++;
    }

    /** Leaves the weights and what the optimiser remembers as they are. */
    void skip() {
        collected = 0;
    }

    /**
     * Completes the gradient of what was collected: adds the penalties, and limits each value.
     *
     * @return its norm if {@code measured}, otherwise 0
     */
    double prepare(boolean measured) {
        measuring = measured;
        if (!measured && !changed) {
            return 0;
        }
        run(preparing);
        return measured ? Math.sqrt(sum(squares)) : 0;
    }

    /** The norm of the gradient of each parameter, before clipping, of the step that ran last or is being collected. */
    Map<String, Double> gradientNorms() {
        Map<String, Double> norms = new LinkedHashMap<>();
        for (int p = 0; p < pieces.size(); p++) {
            double norm = Math.sqrt(pieces.get(p).squaresOfGradients());
            norms.merge(names.get(p), norm, Math::hypot);
        }
        return norms;
    }

    /** Changes the weights, by step {@code number} with the factor of the schedule. */
    void step(long number, double factor, float clip) {
        steps = new Optimizer.Step[optimizers.size()];
        Arrays.setAll(
                steps, i -> optimizers.get(i).step(number, optimizers.get(i).learningRate() * factor));
        scale = clip;
        run(stepping);
        memory.keySet().forEach(parameter -> Internals.storage(parameter).changed());
        collected = 0;
    }

    /** The first parameter with a gradient that is not finite; null if all are. */
    @Nullable
    String brokenGradient() {
        for (int p = 0; p < pieces.size(); p++) {
            if (!Double.isFinite(pieces.get(p).squaresOfGradients())) {
                return names.get(p);
            }
        }
        return null;
    }

    boolean weightsAreFinite() {
        return pieces.stream().allMatch(piece -> Double.isFinite(piece.squaresOfWeights()));
    }

    /** What the optimiser remembers of each parameter. */
    Map<Parameter, Storage[]> memory() {
        return memory;
    }

    private void collectPiece(int p) {
        if (accumulates) {
            pieces.get(p).accumulate(shards, collected == 0);
        } else {
            pieces.get(p).addShards(shards);
        }
    }

    private void prepare(int p) {
        pieces.get(p).penalise();
        if (limit > 0) {
            pieces.get(p).limit(limit);
        }
        squares[p] = measuring ? pieces.get(p).squaresOfGradients() : 0;
    }

    private void step(int p) {
        pieces.get(p).step(steps[rules.get(p)], scale);
    }

    private Team.Work each(Team.Work piece) {
        return worker -> {
            for (int p = shares[worker]; p < shares[worker + 1]; p++) {
                piece.run(p);
            }
        };
    }

    private void run(Team.Work work) {
        team.run(shares.length - 1, work);
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
