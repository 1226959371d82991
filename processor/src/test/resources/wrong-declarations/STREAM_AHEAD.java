package wrong;

import dev.nervure.dsl.*;

@NeuralNetwork(stream = true)
interface Net {
    @Input(value = {8, 6}, variable = "T") Tensor x();
    @Gru(units = 4, bidirectional = true) Tensor a(Tensor x);
//                                               ^ 'a' cannot be computed place by place, as stream = true asks: it goes from the last place to the first; leave bidirectional = true out
    @MultiHeadAttention(heads = 2) Tensor b(Tensor a);
//                                        ^ 'b' cannot be computed place by place, as stream = true asks: each place attends to all others; use causal = true
    @Mean(axis = 0) Tensor y(Tensor b);
//                         ^ 'y' cannot be computed place by place, as stream = true asks: it is computed of all places; keep to other axes, or use a recurrent layer with lastOnly, which sees all so far
}
