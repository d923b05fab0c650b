/**
 * Training of classifiers on labelled images: the built-in networks, a new head for a trained one,
 * options, augmentation, and the training itself. Start with {@link Trainer}; {@link
 * BuiltInArchitecture} is a built-in network.
 */
package org.segmentattribution.model.training;
