/**
 * {@code sat card}: a section of a model card from a finished run. Start with {@link
 * org.segmentattribution.command.card.CardRun}.
 */
package org.segmentattribution.command.card;
