package org.segmentattribution.saliency;

import java.util.Map;

/**
 * A requested method with its name and parameters.
 *
 * @param name name on the command line and in tables
 * @param parameters names and values of all parameters, with their defaults
 * @param method computes the attribution
 */
public record NamedMethod(String name, Map<String, String> parameters, AttributionMethod method) {}
