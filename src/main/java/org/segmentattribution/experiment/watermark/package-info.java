/**
 * The paper's watermark experiment: trains classifiers with a watermark on a growing share of one
 * class and measures when explanations show it; {@code sat demo} runs it on drawn pictures. Start
 * with {@link WatermarkExperiment}, then {@code WatermarkTrial} and {@link WatermarkReporter}.
 */
package org.segmentattribution.experiment.watermark;
