package org.segmentattribution.command.fetch;

import java.nio.file.Path;
import org.segmentattribution.file.models.InstalledModels;
import org.segmentattribution.hub.HubEndpoint;
import org.segmentattribution.hub.HubToken;

/**
 * Which model is fetched, from where and to where.
 *
 * @param name short name of the list, or {@code hf:ORG/REPO}, either with {@code @REVISION}
 * @param variant kind of numbers of the graphs, such as {@code fp32}
 * @param endpoint hub or mirror
 * @param token for gated and private repositories
 * @param out folder for the model; null for the user's cache
 * @param update whether the hub is asked even if the model is there
 * @param installed models of the user's cache
 */
public record FetchSettings(
    String name,
    String variant,
    HubEndpoint endpoint,
    HubToken token,
    Path out,
    boolean update,
    InstalledModels installed) {}
