/** What a network is declared with; needed only while compiling. */
module dev.nervure.dsl {
    requires static org.jspecify;

    exports dev.nervure.dsl;
    exports dev.nervure.dsl.layer;
}
