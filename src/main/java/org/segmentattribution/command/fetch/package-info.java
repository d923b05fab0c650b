/**
 * Fetches models from a hub, for {@code sat model get}: the only package that uses {@code hub}.
 * Start with {@link FetchModel}.
 */
package org.segmentattribution.command.fetch;
