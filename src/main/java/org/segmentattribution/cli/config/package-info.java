/**
 * Configuration files, which give the flags that the command line does not. Start with {@link
 * ConfigDefaults}.
 */
package org.segmentattribution.cli.config;
