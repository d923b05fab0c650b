/**
 * {@code sat train}: trains the built-in network on a folder of images and writes it as ONNX. Start
 * with {@link TrainRun}.
 */
package org.segmentattribution.command.train;
