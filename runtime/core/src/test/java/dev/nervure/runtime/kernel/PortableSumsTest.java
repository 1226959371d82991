package dev.nervure.runtime.kernel;

class PortableSumsTest extends SumsContract {}
