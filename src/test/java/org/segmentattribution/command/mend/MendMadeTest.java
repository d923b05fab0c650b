package org.segmentattribution.command.mend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MendMadeTest {
  @Test
  void flagsOfAnotherWayAreNotShown() {
    assertEquals(Set.of("how", "features", "seed"), used("reweight").keySet());
    assertEquals(Set.of("how", "epochs", "flip", "seed"), used("fill,paste").keySet());
  }

  private static Map<String, String> used(String how) {
    return MendMade.used(
        MendRecord.begun(
            Map.of("how", how, "features", "all", "epochs", "6", "flip", "true", "seed", "1")));
  }
}
