/** {@code sat view}. Start with {@link org.segmentattribution.cli.view.ViewCommand}. */
package org.segmentattribution.cli.view;
