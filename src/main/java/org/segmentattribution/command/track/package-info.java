/**
 * {@code sat log}: gives a finished run to an MLflow server, through its REST API. Start with
 * {@link org.segmentattribution.command.track.MlflowLog}.
 */
package org.segmentattribution.command.track;
