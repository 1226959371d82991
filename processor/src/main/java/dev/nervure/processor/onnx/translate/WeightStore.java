package dev.nervure.processor.onnx.translate;

import dev.nervure.processor.onnx.Literal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers of all parameters of the network that a file becomes, by the names of the parameters. A table that stands in the
 * file twice, for the words read and for the words written, is one parameter again.
 */
public final class WeightStore {
    /** Smaller weights are equal by chance: zeros, ones. */
    private static final int SMALLEST_TIED = 64;

    private final Map<String, Literal> weights = new TreeMap<>();
    private final Map<List<Object>, String> pathsOfTables = new HashMap<>();

    /**
     * Keeps the parameters of a layer.
     *
     * @param preferred the path of the layer, if nothing else has it
     * @param parameters the parameters by their names below the path; the name "" is the path itself
     * @return the path of the layer
     */
    public String add(String preferred, Map<String, Literal> parameters) {
        String path = tied(parameters);
        if (path.isEmpty() || conflicts(path, parameters)) {
            path = preferred;
        }
        String free = path;
        for (int i = 2; conflicts(free, parameters); i++) {
            free = path + "_" + i;
        }
        for (Map.Entry<String, Literal> parameter : parameters.entrySet()) {
            weights.put(under(free, parameter.getKey()), parameter.getValue());
        }
        Literal table = parameters.get("weight");
        if (table != null && canBeTied(table)) {
            pathsOfTables.putIfAbsent(key(table), free);
        }
        return free;
    }

    /**
     * The same under this path, though the weight is kept under another one already: a layer has found its name.
     *
     * @return the path of the layer
     */
    public String rename(String path, Map<String, Literal> parameters) {
        Literal table = parameters.get("weight");
        if (table != null && canBeTied(table)) {
            pathsOfTables.put(key(table), path);
        }
        return add(path, parameters);
    }

    /** Keeps parameters under a path that nothing else has. */
    public void keep(String path, Map<String, Literal> parameters) {
        parameters.forEach((name, literal) -> weights.put(under(path, name), literal));
    }

    private String tied(Map<String, Literal> parameters) {
        Literal table = parameters.get("weight");
        String path = table == null || !canBeTied(table) ? null : pathsOfTables.get(key(table));
        Literal there = path == null ? null : weights.get(path + ".weight");
        return path != null && table != null && (there == null || there.same(table)) ? path : "";
    }

    private static boolean canBeTied(Literal table) {
        return table.rank() == 2 && table.size() >= SMALLEST_TIED && !table.uniform();
    }

    private static List<Object> key(Literal table) {
        int hash = 1;
        for (int i = 0; i < table.size(); i += Math.max(1, table.size() / 997)) {
            hash = 31 * hash + Float.hashCode(table.number(i));
        }
        return List.of(table.dims(), hash);
    }

    private boolean conflicts(String path, Map<String, Literal> parameters) {
        for (Map.Entry<String, Literal> parameter : parameters.entrySet()) {
            Literal there = weights.get(under(path, parameter.getKey()));
            if (there != null && !there.same(parameter.getValue())) {
                return true;
            }
        }
        return false;
    }

    private static String under(String path, String name) {
        return name.isEmpty() ? path : path + "." + name;
    }

    /** Whether a parameter is one of the file; layers that the file reads from have parameters of their own. */
    public boolean has(String parameter) {
        return weights.containsKey(parameter);
    }

    /** The numbers of a parameter. */
    public Literal get(String parameter) {
        Literal literal = weights.get(parameter);
        if (literal == null) {
            throw new IllegalStateException("no weights of " + parameter);
        }
        return literal;
    }

    /** All of them, by the name of the parameter. */
    public Map<String, Literal> all() {
        return new LinkedHashMap<>(weights);
    }
}
