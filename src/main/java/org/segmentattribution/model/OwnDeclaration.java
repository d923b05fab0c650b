package org.segmentattribution.model;

import java.nio.file.Path;

/**
 * The declaration that a model brings with it, in place of {@code FILE.json} beside it.
 *
 * @param file where it is, for messages
 * @param json in the form of {@code FILE.json}
 * @param lacks why it does not say how pictures become the input, in one line; empty where it does
 */
public record OwnDeclaration(Path file, String json, String lacks) {}
