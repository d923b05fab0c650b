/**
 * The paper's experiment on Biased Action Recognition: trains a biased and a less biased classifier
 * and compares their explanations. Start with {@link BarExperiment}; {@link BarReporter} writes its
 * page.
 */
package org.segmentattribution.experiment.bar;
