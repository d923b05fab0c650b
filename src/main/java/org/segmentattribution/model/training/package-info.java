/**
 * Training of small networks and of new heads on trained ones. {@link Trainer} trains; {@link
 * CnnArchitecture} and {@link HeadReplacement} make the network to train.
 */
package org.segmentattribution.model.training;
