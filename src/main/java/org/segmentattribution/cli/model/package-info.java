/** {@code sat model}: fetches, lists and removes models. Start with {@link ModelCommand}. */
package org.segmentattribution.cli.model;
