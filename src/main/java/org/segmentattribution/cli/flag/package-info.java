/**
 * Groups of flags that several commands share, and the settings made from them. Start with {@link
 * CommonOptions} and {@link ExplainFlags}.
 */
package org.segmentattribution.cli.flag;
