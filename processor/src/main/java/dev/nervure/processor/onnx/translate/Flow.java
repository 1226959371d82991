package dev.nervure.processor.onnx.translate;

import dev.nervure.dsl.Shape;
import dev.nervure.dsl.Tensor;
import dev.nervure.processor.onnx.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * A value that is computed at run time.
 *
 * @param tensor what computes it
 * @param type the type of the numbers, as the file says; the tensor's own may be narrower
 * @param axes where the batch lies
 * @param batch the size of the batch as the file sees it: a symbol, or the number that it was exported with
 */
public record Flow(Tensor tensor, DataType type, Axes axes, Size batch) implements Value {
    /** The same with another tensor, whose axes lie alike. */
    public Flow with(Tensor other) {
        return new Flow(other, type, axes, batch);
    }

    public Flow with(Tensor other, Axes otherAxes) {
        return new Flow(other, type, otherAxes, batch);
    }

    public Flow as(DataType other) {
        return new Flow(tensor, other, axes, batch);
    }

    @Override
    public List<Size> dims() {
        Shape shape = tensor.shape();
        List<Size> dims = new ArrayList<>();
        for (int i = 0; i < shape.rank(); i++) {
            dims.add(Size.of(shape.axis(i)));
        }
        if (axes.batched()) {
            if (axes.plain()) {
                dims.add(axes.batch(), batch);
            } else {
                dims.set(axes.batch(), dims.get(axes.batch()).times(batch));
            }
        }
        return dims;
    }

    /**
     * The axis of a sample.
     *
     * @param axis the axis as the file counts, not negative
     * @throws Unsupported if that is the batch
     */
    public int sample(int axis) {
        if (axis == axes.batch()) {
            throw new Unsupported("it works across the samples of the batch, axis " + axis);
        }
        return axes.sample(axis);
    }
}
