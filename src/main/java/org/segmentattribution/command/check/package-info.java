/**
 * What {@code sat check} tells services that run pipelines: annotations, a summary of the step,
 * SARIF. Start with {@link org.segmentattribution.command.check.SarifLog}.
 */
package org.segmentattribution.command.check;
