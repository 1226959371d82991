package dev.nervure.processor.plan;

import java.util.List;

/**
 * The sizes of a value's axes.
 *
 * @param axes one each
 * @param spans what each axis is called together with those after it; none where products of few names are easily read
 */
public record Sizes(List<Size> axes, List<Span> spans) {
    /**
     * How many values some axes have together.
     *
     * @param name the name that it would like to have
     * @param axes at least two, none of one place
     */
    public record Span(String name, List<Size> axes) {}
}
