/**
 * Layer-wise relevance propagation and deep Taylor decomposition. One class a rule, such as {@link
 * GammaRule}, where γ is applied; {@link Relevance} runs rules over a network, and {@link
 * RelevanceMethods} and {@link CompositeMethods} register the methods.
 */
package org.segmentattribution.saliency.relevance;
