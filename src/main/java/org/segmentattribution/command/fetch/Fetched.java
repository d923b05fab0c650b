package org.segmentattribution.command.fetch;

import org.segmentattribution.file.models.InstalledModel;

/**
 * How a call ended.
 *
 * @param model that is on this machine now; null where the user did not want it
 * @param isNew whether anything was fetched
 * @param use what it is: a segmenter, a classifier or two towers
 */
public record Fetched(InstalledModel model, boolean isNew, ModelUse use) {}
