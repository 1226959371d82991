/** What a network is declared with; needed only while compiling. */
module dev.nervure.dsl {
    requires static org.jspecify;

    exports dev.nervure.dsl;

    // What a declaration becomes; nobody but the processor may name it.
    exports dev.nervure.dsl.layer to
            dev.nervure.processor;
    exports dev.nervure.dsl.network to
            dev.nervure.processor;

    // Files are read by the processor.
    uses dev.nervure.dsl.network.OnnxImporter;
}
