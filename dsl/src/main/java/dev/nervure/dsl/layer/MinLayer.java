package dev.nervure.dsl.layer;

import java.util.List;

/** The attributes of {@link dev.nervure.dsl.Min}. */
public record MinLayer(List<Integer> axis, boolean keepDims, String name) implements ReductionLayer {}
