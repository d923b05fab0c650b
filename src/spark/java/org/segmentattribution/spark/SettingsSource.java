package org.segmentattribution.spark;

import java.io.Serializable;
import org.segmentattribution.command.explain.ExplainSettings;

/** How an executor learns what is asked for. Equal sources give equal settings. */
public interface SettingsSource extends Serializable {
  /** What is asked for, with this machine's devices. */
  ExplainSettings settings();
}
