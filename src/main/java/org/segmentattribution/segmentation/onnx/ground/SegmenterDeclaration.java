package org.segmentattribution.segmentation.onnx.ground;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a file {@code segmenter.json} says of graphs whose task their signatures do not show.
 *
 * @param file the file itself
 * @param type a family of models, such as {@code sam3}
 * @param graphs file of each graph, by its part in the family
 * @param inputs own name of an input, by the name that the family uses
 * @param outputs own name of an output, by the name that the family uses
 * @param values what else it says
 */
public record SegmenterDeclaration(
    Path file,
    String type,
    Map<String, Path> graphs,
    Map<String, String> inputs,
    Map<String, String> outputs,
    DeclaredValues values) {}
