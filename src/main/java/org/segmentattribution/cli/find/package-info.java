/**
 * Commands that look for what is wrong with a model in a finished run. Start with {@link
 * org.segmentattribution.cli.find.SlicesCommand}.
 */
package org.segmentattribution.cli.find;
