package dev.nervure.runtime.generated;

/** Activations as the processor writes them for {@code words [T], signals [T, 2]}, T at most 5: for 3 samples. */
public final class Steps extends CompiledActivations {
    public final int[] words = newInts(5);
    public final float[] signals = newFloats(10);
    public final int[] lengthsOfT = newLengths("T", 5);

    public Steps() {
        super(Keep.EVERYTHING, 3);
    }

    @Override
    protected void describe(Layers layers) {
        layers.ints("words", "Input", layers.length("T", 5));
        layers.add("signals", "Target", "", new int[] {layers.length("T", 5), 2});
    }

    @Override
    public float[] floats(String tensor) {
        return signals;
    }

    @Override
    public int[] ints(String tensor) {
        return words;
    }
}
