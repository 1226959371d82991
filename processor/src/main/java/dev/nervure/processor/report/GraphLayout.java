package dev.nervure.processor.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A layered drawing of a graph (Sugiyama, Tagawa and Toda 1981): each layer below all that it reads, edges over several
 * ranks led through cells of their own, cells ordered and placed by the mean of their neighbours.
 */
final class GraphLayout {
    private static final int SWEEPS = 8;
    private static final int GAP = 28;
    private static final int BEND_WIDTH = 16;

    /** A layer, or a bend of an edge. */
    static final class Cell {
        final Facts.@Nullable Layer layer;
        final int rank;
        final int width;
        /** The centre. */
        double x;

        private final List<Cell> above = new ArrayList<>();
        private final List<Cell> below = new ArrayList<>();

        private Cell(Facts.@Nullable Layer layer, int rank, int width) {
            this.layer = layer;
            this.rank = rank;
            this.width = width;
        }
    }

    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private final List<List<Cell>> ranks = new ArrayList<>();
    private final List<List<Cell>> edges = new ArrayList<>();

    private GraphLayout(List<Facts.Layer> layers, ToIntFunction<Facts.Layer> width) {
        Map<String, Integer> rankOf = ranks(layers);
        for (Facts.Layer layer : layers) {
            Cell cell = new Cell(layer, rankOf.getOrDefault(layer.name(), 0), width.applyAsInt(layer));
            cells.put(layer.name(), cell);
            rank(cell.rank).add(cell);
        }
        for (Facts.Layer layer : layers) {
            layer.inputs().stream().distinct().forEach(input -> connect(input, layer.name()));
        }
        order();
        place();
    }

    static GraphLayout of(List<Facts.Layer> layers, ToIntFunction<Facts.Layer> width) {
        return new GraphLayout(layers, width);
    }

    /** The cells, from top to bottom and from left to right. */
    List<List<Cell>> ranks() {
        return ranks;
    }

    /** The cells that each edge passes, from what is read to who reads it. */
    List<List<Cell>> edges() {
        return edges;
    }

    /** Layers in canonical order come after what they read. What reads nothing stands just above its first reader. */
    private static Map<String, Integer> ranks(List<Facts.Layer> layers) {
        Map<String, Integer> rankOf = new LinkedHashMap<>();
        for (Facts.Layer layer : layers) {
            int rank = 0;
            for (String input : layer.inputs()) {
                rank = Math.max(rank, rankOf.getOrDefault(input, 0) + 1);
            }
            rankOf.put(layer.name(), rank);
        }
        for (Facts.Layer source : layers) {
            if (source.inputs().isEmpty()) {
                layers.stream()
                        .filter(reader -> reader.inputs().contains(source.name()))
                        .mapToInt(reader -> rankOf.getOrDefault(reader.name(), 1) - 1)
                        .min()
                        .ifPresent(rank -> rankOf.put(source.name(), rank));
            }
        }
        return rankOf;
    }

    private List<Cell> rank(int rank) {
        while (ranks.size() <= rank) {
            ranks.add(new ArrayList<>());
        }
        return ranks.get(rank);
    }

    private void connect(String from, String to) {
        Cell source = cells.get(from);
        Cell target = cells.get(to);
        if (source == null || target == null) {
            throw new IllegalArgumentException(to + " reads " + from + ", which is no layer");
        }
        List<Cell> edge = new ArrayList<>(List.of(source));
        for (int rank = source.rank + 1; rank < target.rank; rank++) {
            Cell bend = new Cell(null, rank, BEND_WIDTH);
            rank(rank).add(bend);
            edge.add(bend);
        }
        edge.add(target);
        for (int i = 1; i < edge.size(); i++) {
            edge.get(i - 1).below.add(edge.get(i));
            edge.get(i).above.add(edge.get(i - 1));
        }
        edges.add(edge);
    }

    /** Sorts each rank by the mean place of the neighbours, downwards and upwards in turn. */
    private void order() {
        ranks.forEach(GraphLayout::pack);
        sweep((rank, neighbours) -> {
            Map<Cell, Double> wanted = new LinkedHashMap<>();
            rank.forEach(cell -> wanted.put(cell, wanted(cell, neighbours)));
            rank.sort(Comparator.comparingDouble(cell -> wanted.getOrDefault(cell, cell.x)));
            pack(rank);
        });
    }

    /** Moves each cell to the mean place of its neighbours, as far as those beside it let it. */
    private void place() {
        sweep((rank, neighbours) -> {
            int count = rank.size();
            double[] left = new double[count];
            double[] right = new double[count];
            for (int i = 0; i < count; i++) {
                double wanted = wanted(rank.get(i), neighbours);
                left[i] = i == 0 ? wanted : Math.max(wanted, left[i - 1] + distance(rank, i));
            }
            for (int i = count - 1; i >= 0; i--) {
                double wanted = wanted(rank.get(i), neighbours);
                right[i] = i == count - 1 ? wanted : Math.min(wanted, right[i + 1] - distance(rank, i + 1));
            }
            for (int i = 0; i < count; i++) {
                rank.get(i).x = (left[i] + right[i]) / 2; // both keep the distances, so the mean does
            }
        });
    }

    private interface Move {
        void move(List<Cell> rank, Function<Cell, List<Cell>> neighbours);
    }

    private void sweep(Move move) {
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int i = 1; i < ranks.size(); i++) {
                move.move(ranks.get(i), cell -> cell.above);
            }
            for (int i = ranks.size() - 2; i >= 0; i--) {
                move.move(ranks.get(i), cell -> cell.below);
            }
        }
    }

    private static double wanted(Cell cell, Function<Cell, List<Cell>> neighbours) {
        OptionalDouble mean = neighbours.apply(cell).stream()
                .mapToDouble(neighbour -> neighbour.x)
                .average();
        return mean.orElse(cell.x);
    }

    /** Side by side, around 0. */
    private static void pack(List<Cell> rank) {
        double x = 0;
        for (int i = 0; i < rank.size(); i++) {
            x += i == 0 ? 0 : distance(rank, i);
            rank.get(i).x = x;
        }
        double middle = x / 2;
        rank.forEach(cell -> cell.x -= middle);
    }

    private static double distance(List<Cell> rank, int i) {
        return (rank.get(i - 1).width + rank.get(i).width) / 2.0 + GAP;
    }
}
