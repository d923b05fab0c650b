/**
 * Configuration files: where the value of a flag comes from when the command line does not give it.
 */
package org.segmentattribution.cli.config;
