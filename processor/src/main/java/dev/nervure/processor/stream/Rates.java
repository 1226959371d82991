package dev.nervure.processor.stream;

import dev.nervure.dsl.network.Dim;
import dev.nervure.processor.graph.Identifiers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The axes of a network that are made of the variable one, and how many of their places are given now. */
public final class Rates {
    private final Dim.Symbol time;
    private final Dim places;
    private final Set<String> taken;
    private final Map<Rate, Dim> now = new LinkedHashMap<>();

    /**
     * @param places how many places of the variable axis are given now
     * @param taken names that no symbol can have
     */
    Rates(Dim.Symbol time, Dim places, Set<String> taken) {
        this.time = time;
        this.places = places;
        this.taken = new HashSet<>(taken);
        now.put(Rate.EACH, places);
    }

    /** How many places of an axis that is made of the variable one are given now; empty if no stream can say. */
    Optional<Dim> now(Dim dim) {
        return Rate.of(dim).map(rate -> now.computeIfAbsent(rate, this::symbol));
    }

    /** The number of a rate, in the order in which they were met: that of the variable axis is 0. */
    int index(Dim dim) {
        Rate rate = Rate.of(dim).orElseThrow();
        now(dim);
        return List.copyOf(now.keySet()).indexOf(rate);
    }

    private Dim symbol(Rate rate) {
        String name = time.name() + now.size();
        while (taken.contains(name) || taken.contains(Identifiers.lengths(name))) {
            name += "_";
        }
        return Dim.symbol(name, rate.most(places.max()));
    }

    /** All of them, by their numbers. */
    List<Rate> all() {
        return new ArrayList<>(now.keySet());
    }

    /** The symbols of those that are given in numbers of their own. */
    Map<Dim.Symbol, Rate> symbols() {
        Map<Dim.Symbol, Rate> symbols = new LinkedHashMap<>();
        now.forEach((rate, dim) -> {
            if (dim instanceof Dim.Symbol symbol) {
                symbols.put(symbol, rate);
            }
        });
        return symbols;
    }
}
