package org.segmentattribution.analysis;

/**
 * What a rule came to under one method.
 *
 * @param rule what should hold
 * @param method the saliency method
 * @param images of the class, with a table
 * @param found of them, in which the segment occurs
 * @param mean what was measured; NaN where the segment occurs nowhere, or a rank is asked for and
 *     it is alone in every table
 * @param low lower end of its 95 % bootstrap interval over images; NaN with fewer than five images
 * @param high upper end
 * @param sureness share of the resamples in which the rule holds, 0 to 1
 * @param passed whether it counts as fulfilled
 */
public record RuleResult(
    Rule rule,
    String method,
    int images,
    int found,
    double mean,
    double low,
    double high,
    double sureness,
    boolean passed) {}
