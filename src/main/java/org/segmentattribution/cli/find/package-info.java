/**
 * Commands that look into a finished run for what nobody named and for where the model is wrong.
 * Start with {@link org.segmentattribution.cli.find.SuspectsCommand}.
 */
package org.segmentattribution.cli.find;
