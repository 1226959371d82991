package dev.nervure.runtime.kernel.reduction;

class PortableSumsTest extends SumsContract {}
