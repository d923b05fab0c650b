/**
 * What each command does, from settings to files; one package below for each command. Nothing here
 * knows flags. Start with {@code command.explain}.
 */
package org.segmentattribution.command;
