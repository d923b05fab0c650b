/** Groups of flags that several commands share, and the settings made from them. */
package org.segmentattribution.cli.flag;
