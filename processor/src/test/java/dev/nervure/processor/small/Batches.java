package dev.nervure.processor.small;

import dev.nervure.processor.Compiled;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compiles small networks by the dozen, since every run of javac reads the classes of the JDK and the runtime anew. */
final class Batches {
    private static final int NETWORKS = 48;

    private final List<Small> all;
    private final Map<Small, Compiled> compiled = new HashMap<>();

    Batches(List<Small> all) {
        this.all = all;
    }

    /** A network, compiled together with those that come before and after it. */
    Compiled of(Small network) {
        Compiled early = compiled.remove(network); // nobody asks twice, and classes take memory
        if (early != null) {
            return early;
        }
        int at = all.indexOf(network);
        List<Small> batch = all.subList(at, Math.min(all.size(), at + NETWORKS));
        try {
            compile(batch);
        } catch (AssertionError e) {
            return Compiled.of(network.sources()); // so that the one that javac refuses fails alone
        }
        return compiled.remove(network);
    }

    private void compile(List<Small> batch) {
        Map<String, Small> byPackage = new HashMap<>();
        TreeMap<String, Map<String, String>> sources = new TreeMap<>();
        for (Small network : batch) {
            String name = "compiled.network" + sources.size();
            byPackage.put(name, network);
            sources.put(name, Compiled.sources(name, network.network(), network.options()));
        }
        Compiled.of(sources).forEach((name, one) -> compiled.put(byPackage.get(name), one));
    }
}
