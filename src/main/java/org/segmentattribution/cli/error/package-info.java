/** What the command line says when a call fails: settings become flags, and a bug is called one. */
package org.segmentattribution.cli.error;
