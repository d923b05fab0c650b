/**
 * {@code sat experiment planted}: how often are the readings of a table right? Trains many small
 * classifiers, plants a feature in a share of one class's pictures, and asks every reading whether
 * the classifier relies on it. Start with {@link
 * org.segmentattribution.experiment.planted.PlantedExperiment}, then {@code PlantedNetwork}, {@code
 * AllReadings} (add readings there) and {@code ReadingDetection}.
 */
package org.segmentattribution.experiment.planted;
