/** What each command does, from settings to files. Nothing here knows flags. */
package org.segmentattribution.command;
