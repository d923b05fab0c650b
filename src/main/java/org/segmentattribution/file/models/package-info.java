/**
 * Models that were fetched and are kept on this machine, and a list of good ones to fetch. Nothing
 * here uses the network. Start with {@link InstalledModels}.
 */
package org.segmentattribution.file.models;
