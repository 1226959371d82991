package dev.nervure.processor.onnx.blocks;

import dev.nervure.dsl.Tensor;
import dev.nervure.dsl.network.ParameterSpec;
import dev.nervure.processor.onnx.translate.WeightStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of the parameters of blocks that repeat: {@code prefix.0.…}, {@code prefix.1.…}. They are the file's own, if those
 * are of that kind.
 *
 * @param prefix what stands before the number of the block
 * @param local the path of a layer behind the number, by its tensor in the first block
 */
record Paths(String prefix, Map<Tensor, String> local) {
    static boolean hasParameters(Tensor tensor) {
        return !parameters(tensor).isEmpty();
    }

    private static List<ParameterSpec> parameters(Tensor tensor) {
        return tensor.layer()
                .parameters(tensor.inputs().stream().map(Tensor::type).toList());
    }

    /** The names in the file; null if they do not count the blocks from 0. */
    static @Nullable Paths ofFile(List<Tensor> first, List<Map<Tensor, Tensor>> blocks) {
        Map<Tensor, String> local = new HashMap<>();
        String prefix = null;
        for (Tensor tensor : first) {
            if (!hasParameters(tensor)) {
                continue;
            }
            List<String> words = List.of(tensor.layer().name().split("\\.", -1));
            int at = prefix == null ? number(words, tensor, blocks) : prefix.split("\\.", -1).length;
            if (at < 1 || at >= words.size() - 1) {
                return null;
            }
            String before = String.join(".", words.subList(0, at));
            String rest = String.join(".", words.subList(at + 1, words.size()));
            if (prefix != null && !prefix.equals(before)) {
                return null;
            }
            prefix = before;
            for (int i = 0; i < blocks.size(); i++) {
                Tensor turn = Objects.requireNonNull(blocks.get(i).get(tensor));
                if (!turn.layer().name().equals(before + "." + i + "." + rest)) {
                    return null;
                }
            }
            local.put(tensor, rest);
        }
        return prefix == null ? null : new Paths(prefix, local);
    }

    /** The word of a path that is the number of the block. */
    private static int number(List<String> words, Tensor tensor, List<Map<Tensor, Tensor>> blocks) {
        String[] later =
                Objects.requireNonNull(blocks.get(1).get(tensor)).layer().name().split("\\.", -1);
        for (int i = 0; i < words.size() && i < later.length; i++) {
            if (words.get(i).equals("0") && later[i].equals("1")) {
                return i;
            }
        }
        return -1;
    }

    /** New names, after the tensors of the first block; the weights are kept under them too. */
    static Paths made(
            String prefix,
            List<Tensor> first,
            Map<Tensor, String> names,
            List<Map<Tensor, Tensor>> blocks,
            WeightStore weights) {
        Map<Tensor, String> local = new HashMap<>();
        for (Tensor tensor : first) {
            if (!hasParameters(tensor)) {
                continue;
            }
            String path = Objects.requireNonNull(names.get(tensor));
            local.put(tensor, path);
            for (int i = 0; i < blocks.size(); i++) {
                Tensor turn = Objects.requireNonNull(blocks.get(i).get(tensor));
                Map<String, dev.nervure.processor.onnx.Literal> values = new HashMap<>();
                for (ParameterSpec spec : parameters(turn)) {
                    values.put(spec.name(), weights.get(under(turn.layer().name(), spec.name())));
                }
                weights.keep(prefix + "." + i + "." + path, values);
            }
        }
        return new Paths(prefix, local);
    }

    private static String under(String path, String name) {
        return name.isEmpty() ? path : path + "." + name;
    }

    /** Short names for the tensors of a block: without what all begin with. */
    static Map<Tensor, String> shortened(List<Tensor> block, Set<String> taken) {
        List<String> names = new ArrayList<>();
        for (Tensor tensor : block) {
            if (tensor.name() != null) {
                names.add(tensor.name());
            }
        }
        int common = common(names);
        Map<Tensor, String> result = new HashMap<>();
        for (Tensor tensor : block) {
            String name = tensor.name();
            if (name == null) {
                continue;
            }
            String base = plain(name.substring(common), tensor.layer().kind());
            String free = dev.nervure.processor.frontend.NameCheck.unfit(base) == null ? base : base + "Tensor";
            for (int i = 2; !taken.add(free); i++) {
                free = base + (Character.isDigit(base.charAt(base.length() - 1)) ? "_" : "") + i;
            }
            result.put(tensor, free);
        }
        return result;
    }

    /** A name that begins small; without the number that tells layers of one kind apart in the whole network. */
    private static String plain(String name, String kind) {
        String text = name.replaceAll("_?\\d+$", "").endsWith(kind) ? name.replaceAll("_?\\d+$", "") : name;
        String small = Character.toLowerCase(text.charAt(0)) + text.substring(1);
        return small.equalsIgnoreCase(kind + kind) ? small.substring(0, kind.length()) : small;
    }

    /** How many letters all names begin with, up to where each goes on with a new word. */
    private static int common(List<String> names) {
        if (names.size() < 2) {
            return 0;
        }
        String some = names.get(0);
        int common = some.length();
        for (String name : names) {
            int i = 0;
            while (i < common && i < name.length() && name.charAt(i) == some.charAt(i)) {
                i++;
            }
            common = i;
        }
        while (common > 0 && !words(names, common)) {
            common--;
        }
        return common;
    }

    private static boolean words(List<String> names, int at) {
        return names.stream().allMatch(name -> at < name.length() && Character.isUpperCase(name.charAt(at)));
    }
}
