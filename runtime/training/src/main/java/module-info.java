/** Training of models, and looking into them. */
module dev.nervure.training {
    requires static de.siegmar.fastcsv;
    requires static jdk.httpserver; // of the live page
    requires static org.jspecify;
    requires transitive dev.nervure.runtime;

    exports dev.nervure.inspection;
    exports dev.nervure.training;
}
