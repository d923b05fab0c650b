/** Pictures of a model card. Start with {@link org.segmentattribution.report.card.StripPng}. */
package org.segmentattribution.report.card;
