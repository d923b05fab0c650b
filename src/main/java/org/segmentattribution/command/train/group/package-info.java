/**
 * Groups of training pictures in which a segment and a class no longer go together, for {@code sat
 * train --how reweight}. Start with {@link
 * org.segmentattribution.command.train.group.PictureGroups}.
 */
package org.segmentattribution.command.train.group;
