/** From a shortcut to a classifier without it: {@code sat mend}. */
package org.segmentattribution.cli.mend;
