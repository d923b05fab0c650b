/**
 * The messages of calls that fail: settings become flags, and a bug is called a bug. Start with
 * {@link ShownError}.
 */
package org.segmentattribution.cli.error;
