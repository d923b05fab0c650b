/** The commands of {@code sat} as picocli knows them, and how they end. */
package org.segmentattribution.cli;
