package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork
interface Net {
    @Input(6) Tensor row();
    @Parameter(6) Tensor gain();
    @BatchNorm Tensor a(Tensor gain);
//                             ^ the statistics of @BatchNorm are those of the batch, and [6] is the same for every sample, with one value a channel: its variance would always be 0
    @Add Tensor sum(Tensor row, Tensor a);
}
