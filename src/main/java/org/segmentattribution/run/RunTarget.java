package org.segmentattribution.run;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where a run is written, and the call that makes it.
 *
 * @param folder the run directory
 * @param configuration flags and values of the call, for {@code run.json}
 */
public record RunTarget(Path folder, Map<String, Object> configuration) {}
