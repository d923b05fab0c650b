package org.segmentattribution.command.fetch;

import java.nio.file.Path;
import org.segmentattribution.hub.HubListing;
import org.segmentattribution.hub.choice.FileChoice;

/**
 * What would be fetched.
 *
 * @param listing of the repository
 * @param choice files of it that are needed
 * @param folder that they go to
 * @param bytes that must still be fetched
 */
public record FetchPlan(HubListing listing, FileChoice choice, Path folder, long bytes) {}
