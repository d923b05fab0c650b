package org.segmentattribution.run;

import java.io.IOException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.segmentattribution.api.WrongInput;

/**
 * Writes the page of runs of some kinds again, and the figures in it. Implementations are named in
 * {@code META-INF/services}, since the rooms that have them are above this one.
 */
public interface RunReporter {
  /** The kinds of run whose page it writes. */
  Set<RunKind> kinds();

  /**
   * Writes figures and page from what a finished run holds.
   *
   * @param highlights segments to stress, as they were written; empty = those of the run
   */
  void rebuild(RunDirectory run, List<String> highlights) throws IOException;

  /**
   * The reporter of a run.
   *
   * @throws WrongInput where runs of its kind have no page
   */
  static RunReporter of(RunDirectory run) {
    RunKind kind = run.manifest().kind();
    // by the class's own loader: a program that embeds this one may set another for its threads
    return ServiceLoader.load(RunReporter.class, RunReporter.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(reporter -> reporter.kinds().contains(kind))
        .findFirst()
        .orElseThrow(
            () ->
                new WrongInput(run.folder() + " was made by '" + kind + "', which has no report"));
  }
}
