/**
 * Training of classifiers on labelled images: the built-in network, a new head for a trained one,
 * options, augmentation, and the training itself. Start with {@link Trainer}; {@link
 * CnnArchitecture} is the built-in network.
 */
package org.segmentattribution.model.training;
