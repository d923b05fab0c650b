/**
 * Layer-wise relevance propagation and deep Taylor decomposition, with one class for each rule; γ
 * is applied in {@link GammaRule}. {@link Relevance} runs rules over a network, and {@link
 * RelevanceMethods} and {@link CompositeMethods} register the methods.
 */
package org.segmentattribution.saliency.relevance;
