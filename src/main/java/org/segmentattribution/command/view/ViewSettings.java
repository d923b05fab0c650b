package org.segmentattribution.command.view;

import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.api.WrongInput;

/**
 * The settings of {@code sat view}.
 *
 * @param runs one, or two that are shown side by side
 * @param port of the loopback address; 0 = a free one
 * @param cache folder for drawings that are kept; null = only memory
 */
public record ViewSettings(List<ViewedRun> runs, int port, Path cache) {
  /** Checks that there are one or two different runs. */
  public ViewSettings {
    runs = List.copyOf(runs);
    if (runs.isEmpty() || runs.size() > 2) {
      throw new WrongInput("view takes one run, or two to show side by side; not " + runs.size());
    }
    if (runs.size() == 2
        && runs.get(0).folder().normalize().equals(runs.get(1).folder().normalize())) {
      throw new WrongInput(runs.get(0).folder() + " is named twice; name two runs, or one once");
    }
    if (port < 0 || port > 65535) {
      throw WrongInput.of("{port} %s: a port is 1 to 65535, or 0 for a free one", port);
    }
  }
}
