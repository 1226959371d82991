package dev.nervure.examples.classics;

import dev.nervure.training.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * An image with a few squares and crosses, each in a cell of its own.
 *
 * @param image row by row
 */
record Scene(float[] image, List<Shape> shapes) {
    /** The middle and half the side, in pixels. */
    record Shape(int cell, boolean cross, float x, float y, float half) {
        /** The area that two boxes share, of that which they cover together. */
        double overlap(float otherX, float otherY, float otherHalf) {
            double width = Math.min(x + half, otherX + otherHalf) - Math.max(x - half, otherX - otherHalf);
            double height = Math.min(y + half, otherY + otherHalf) - Math.max(y - half, otherY - otherHalf);
            double both = Math.max(0, width) * Math.max(0, height);
            return both / (4 * half * half + 4 * otherHalf * otherHalf - both);
        }
    }

    static Scene draw(Random random) {
        float[] image = new float[Detector.SIDE * Detector.SIDE];
        for (int i = 0; i < image.length; i++) {
            image[i] = 0.1f * random.nextFloat();
        }
        List<Shape> shapes = new ArrayList<>();
        int first = random.nextInt(2);
        for (int corner = first; corner < 4; corner += 1 + random.nextInt(2)) {
            int size = 2 + random.nextInt(2);
            int x = 8 * (corner % 2) + random.nextInt(8 - 2 * size + 1);
            int y = 8 * (corner / 2) + random.nextInt(8 - 2 * size + 1);
            boolean cross = random.nextBoolean();
            for (int i = 0; i < 2 * size; i++) {
                for (int j = 0; j < 2 * size; j++) {
                    boolean drawn = !cross || isMiddle(i, size) || isMiddle(j, size);
                    image[(y + i) * Detector.SIDE + x + j] += drawn ? 0.8f : 0;
                }
            }
            int cell = (y + size) * Detector.CELLS / Detector.SIDE * Detector.CELLS
                    + (x + size) * Detector.CELLS / Detector.SIDE;
            shapes.add(new Shape(cell, cross, x + size, y + size, size));
        }
        return new Scene(image, shapes);
    }

    /** Whether a line of pixels is one of the two in the middle. */
    private static boolean isMiddle(int line, int half) {
        return line == half - 1 || line == half;
    }

    Sample sample() {
        int cells = Detector.CELLS * Detector.CELLS;
        float[] there = new float[cells];
        float[] kind = new float[cells];
        float[] box = new float[3 * cells];
        for (Shape shape : shapes) {
            there[shape.cell] = 1;
            kind[shape.cell] = shape.cross ? 1 : 0;
            box[shape.cell] = shape.x / 4 - shape.cell % 4;
            box[cells + shape.cell] = shape.y / 4 - shape.cell / 4;
            box[2 * cells + shape.cell] = shape.half / 4;
        }
        return Sample.named()
                .floats("image", image)
                .floats("there", there)
                .floats("kind", kind)
                .floats("box", box);
    }
}
