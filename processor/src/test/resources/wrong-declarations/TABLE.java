package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input({8, 6}) Tensor words();
    @LearnedPositions Tensor places(Tensor words);
    @BatchNorm Tensor a(Tensor places);
//                             ^ @BatchNorm reads tensors of the batch; [8, 6] is the same for every sample: add it to one of the batch, for example
    @Add Tensor sum(Tensor words, Tensor a);
}
