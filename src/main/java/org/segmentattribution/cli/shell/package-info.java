/**
 * Scripts with which a shell completes what people type. Start with {@link
 * org.segmentattribution.cli.shell.Shell}.
 */
package org.segmentattribution.cli.shell;
