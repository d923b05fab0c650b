package org.segmentattribution.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.model.EngineReport;
import org.segmentattribution.model.TorchEngine;

/** {@code sat doctor}: what is there, and whether a forward and a backward pass come out right. */
public final class SelfTest {
  private SelfTest() {}
}
