/**
 * Commands that look for what nobody named. Start with {@link
 * org.segmentattribution.cli.find.SuspectsCommand}.
 */
package org.segmentattribution.cli.find;
