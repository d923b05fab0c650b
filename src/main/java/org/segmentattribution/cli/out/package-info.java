/**
 * Commands that give a run to other programs: model cards, MLflow. Start with {@link
 * org.segmentattribution.cli.out.CardCommand}.
 */
package org.segmentattribution.cli.out;
