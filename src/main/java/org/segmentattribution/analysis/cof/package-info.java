/**
 * Counterfactual frequencies beside the tables of the same run. Start with {@link
 * org.segmentattribution.analysis.cof.CofFindings}.
 */
package org.segmentattribution.analysis.cof;
