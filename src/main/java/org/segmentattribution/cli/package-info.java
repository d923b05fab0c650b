/**
 * The commands of {@code sat} for picocli, and their exit codes. Each class turns flags into
 * settings and calls the class that does the work. Start with {@link Sat}.
 */
package org.segmentattribution.cli;
