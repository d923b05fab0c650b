package org.segmentattribution.report;

import java.util.List;

/**
 * What was explained.
 *
 * @param model name of the classifier
 * @param methods saliency methods, the first one first
 * @param images that have a table
 * @param skipped images that could not be read, segmented or explained
 * @param correct share of the images whose prediction equals their label, 0 to 1; NaN without
 *     labels
 */
public record ExplainOverview(
    String model, List<String> methods, int images, int skipped, double correct) {}
