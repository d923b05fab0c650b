package org.segmentattribution.saliency;

import ai.djl.engine.EngineException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognises that the device's memory is too small for a pass, and warns that passes are halved.
 */
final class MemoryShortage {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryShortage.class);

  private MemoryShortage() {}

  /** Returns whether a failure of the engine is due to a lack of memory. */
  static boolean is(EngineException failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("out of memory") || message.contains("can't allocate memory");
  }

  /**
   * Warns that passes are halved, since libraries round differently for another number of inputs.
   */
  static void warnHalved(int inputs) {
    LOG.warn("memory does not hold {} inputs: passes of half as many, other last digits", inputs);
  }
}
