package org.segmentattribution.saliency;

import java.util.Map;

/**
 * A method with its name and parameters, as it was asked for.
 *
 * @param name on the command line and in tables
 * @param parameters names and values of all, those that were not given included
 * @param method what it computes
 */
public record NamedMethod(String name, Map<String, String> parameters, AttributionMethod method) {}
