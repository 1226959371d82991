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
import java.util.WeakHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The weights that training changes, each with what the optimiser remembers of it. All of it is cut into pieces that
 * threads share; who does which piece changes no bit of the result.
 */
final class Learner {
    private static final int PIECE = 1 << 13; // small enough to share evenly, large enough to be worth a call
    private static final int WORTH_SHARING = 1 << 13;

    private final Team team;
    private final Map<Parameter, Storage[]> memory = new LinkedHashMap<>();
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Parameter> owners = new ArrayList<>(); // of each piece
    private final List<Integer> chunks = new ArrayList<>(); // of each piece: which array of the parameter
    private final List<Optimizer> optimizers = new ArrayList<>(); // the different ones
    private final List<Integer> rules = new ArrayList<>(); // of each piece: which of them
    private final int[] shares; // the first piece of each worker, and the end
    private final double[] squares; // of each piece
    private final boolean changed; // whether penalties or limits change gradients
    private final float limit; // of each gradient; 0 for none
    private final Storage[] storages; // of the parameters
    private final Team.Work collecting;
    private final Team.Work preparing;
    private final Team.Work stepping;

    /** The arrays of gradients, piece by piece. A loop of one's own may take turns with several. */
    private final Map<Gradients, GradientPart[]> arrays = new WeakHashMap<>();

    private final GradientPart @Nullable [] sums; // of several batches; null where a batch is a step
    private GradientPart[] totals; // of the whole step
    private GradientPart[][] shards = {};

    private int active; // shards of the batch that was collected last
    private int collected; // batches since the last step
    private boolean measuring;
    private float scale; // of the gradient, by clipping
    private final Optimizer.@Nullable Step[] steps; // of each optimiser

    /**
     * @param before gets the weights as they were before each step; null if nobody asks
     * @param accumulates whether a step may be made of several batches
     * @throws IllegalStateException if there is nothing to train
     */
    Learner(
            Model model,
            List<Parameter> learned,
            @Nullable Snapshot before,
            Optimizer optimizer,
            List<Penalty> penalties,
            boolean accumulates,
            float limit,
            Team team) {
        this.team = team;
        this.limit = limit;
        for (Penalty penalty : penalties) {
            Checks.named("the penalty", penalty.names(), model.weights());
        }
        Function<Parameter, Optimizer> optimizerOf = optimizer.over(model.weights());
        List<GradientPart> own = new ArrayList<>();
        for (Parameter parameter : learned) {
            Storage weights = Internals.storage(parameter);
            Storage kept = before == null ? weights : before.of(parameter);
            cut(model, parameter, weights, kept, optimizerOf.apply(parameter), penalties);
            if (accumulates) {
                Storage sum = weights.zeros();
                for (int p = own.size(); p < pieces.size(); p++) {
                    own.add(new GradientPart(sum, chunks.get(p)));
                }
            }
        }
        if (pieces.isEmpty()) {
            throw new IllegalStateException(
                    "nothing to train: every parameter of " + model.name() + " is fixed or frozen");
        }
        this.sums = accumulates ? own.toArray(new GradientPart[0]) : null;
        this.totals = new GradientPart[pieces.size()];
        this.squares = new double[pieces.size()];
        this.shares = share(pieces, team.size());
        this.changed = limit > 0 || pieces.stream().anyMatch(Piece::penalised);
        this.storages = memory.keySet().stream().map(Internals::storage).toArray(Storage[]::new);
        this.steps = new Optimizer.Step[optimizers.size()];
        this.collecting = each(this::collectPiece);
        this.preparing = each(this::prepare);
        this.stepping = each(this::step);
    }

    private void cut(
            Model model,
            Parameter parameter,
            Storage weights,
            Storage before,
            Optimizer optimizer,
            List<Penalty> penalties) {
        Storage[] own = new Storage[optimizer.memory()];
        Arrays.setAll(own, i -> weights.zeros());
        memory.put(parameter, own);
        float[][] ofWeights = weights.chunks();
        float[][] ofBefore = before.chunks();
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
        boolean zerosStay = optimizer.leavesZeros() && l1 == 0 && l2 == 0;
        boolean byRows = GradientPart.isTable(weights) && (optimizer instanceof Sparse || zerosStay);
        for (int c = 0; c < ofWeights.length; c++) {
            float[][] ofMemory = chunk(own, c);
            if (byRows) {
                pieces.add(new TablePiece(ofWeights[c], ofBefore[c], ofMemory, l1, l2));
                owners.add(parameter);
                chunks.add(c);
                rules.add(rule);
                continue;
            }
            for (int from = 0; from < ofWeights[c].length; from += PIECE) {
                int to = Math.min(from + PIECE, ofWeights[c].length);
                pieces.add(new Stretch(ofWeights[c], ofBefore[c], ofMemory, from, to, l1, l2));
                owners.add(parameter);
                chunks.add(c);
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

    /**
     * Adds the gradients of a batch that was cut into the first {@code active} of {@code gradients}: each is divided by
     * what counts in the whole step. Where a batch is a step, the sum is that in the first of them.
     */
    void collect(List<? extends Gradients> gradients, int active) {
        if (shards.length < active) {
            shards = Arrays.copyOf(shards, active);
        }
        for (int s = 0; s < active; s++) {
            shards[s] = arrays(gradients.get(s));
        }
        collect(active);
    }

    /** The same of a batch that was not cut. */
    void collect(Gradients gradients) {
        if (shards.length == 0) {
            shards = new GradientPart[1][];
        }
        shards[0] = arrays(gradients);
        collect(1);
    }

    private void collect(int active) {
        this.active = active;
        totals = sums == null ? shards[0] : sums;
        if (active > 1 || sums != null) {
            run(collecting);
        }
        collected++;
    }

    private GradientPart[] arrays(Gradients gradients) {
        GradientPart[] known = arrays.get(gradients);
        if (known == null) {
            known = new GradientPart[pieces.size()];
            for (int p = 0; p < known.length; p++) {
                known[p] = new GradientPart(Internals.gradient(gradients, owners.get(p)), chunks.get(p));
            }
            arrays.put(gradients, known);
        }
        return known;
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
            double norm = Math.sqrt(pieces.get(p).squares(totals[p]));
            norms.merge(owners.get(p).name(), norm, Math::hypot);
        }
        return norms;
    }

    /** Changes the weights, by step {@code number} with the factor of the schedule. */
    void step(long number, double factor, float clip) {
        for (int i = 0; i < steps.length; i++) {
            Optimizer optimizer = optimizers.get(i);
            double rate = optimizer.learningRate() * factor;
            Optimizer.Step last = steps[i];
            steps[i] = last == null ? optimizer.step(number, rate) : optimizer.step(number, rate, last);
        }
        scale = clip;
        run(stepping);
        for (Storage storage : storages) {
            storage.changed();
        }
        collected = 0;
    }

    /** The first parameter with a gradient that is not finite; null if all are. */
    @Nullable
    String brokenGradient() {
        for (int p = 0; p < pieces.size(); p++) {
            if (learns(p) && !Double.isFinite(pieces.get(p).squares(totals[p]))) {
                return owners.get(p).name();
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

    /** Whether a piece takes part: backward writes no gradient of what was frozen after training began. */
    private boolean learns(int p) {
        return owners.get(p).trainable();
    }

    private void collectPiece(int p) {
        if (sums != null && collected == 0) {
            pieces.get(p).clear(totals[p]);
        }
        for (int s = sums == null ? 1 : 0; s < active; s++) {
            pieces.get(p).add(totals[p], shards[s][p]);
        }
    }

    private void prepare(int p) {
        Piece piece = pieces.get(p);
        squares[p] = 0;
        if (learns(p)) {
            piece.penalise(totals[p]);
            if (limit > 0) {
                piece.limit(totals[p], limit);
            }
            squares[p] = measuring ? piece.squares(totals[p]) : 0;
        }
    }

    private void step(int p) {
        Optimizer.Step step = steps[rules.get(p)];
        if (step != null && learns(p)) {
            pieces.get(p).step(step, totals[p], scale);
        }
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
