package dev.nervure.processor.ksp;

import com.google.auto.service.AutoService;
import com.google.devtools.ksp.processing.SymbolProcessor;
import com.google.devtools.ksp.processing.SymbolProcessorEnvironment;
import com.google.devtools.ksp.processing.SymbolProcessorProvider;

/** How KSP finds Nervure. */
@AutoService(SymbolProcessorProvider.class)
public final class NervureSymbolProcessorProvider implements SymbolProcessorProvider {
    @Override
    public SymbolProcessor create(SymbolProcessorEnvironment environment) {
        return new NervureSymbolProcessor(environment);
    }
}
