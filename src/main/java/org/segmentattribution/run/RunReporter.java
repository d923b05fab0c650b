package org.segmentattribution.run;

import java.io.IOException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.segmentattribution.api.WrongInput;

/**
 * Writes figures and page for some kinds of run. Implementations are named in {@code
 * META-INF/services}, since their packages may use this one, but not the other way round.
 */
public interface RunReporter {
  /** Returns the kinds of run whose page it writes. */
  Set<RunKind> kinds();

  /**
   * Writes figures and page from the files of a finished run.
   *
   * @param highlights segments to highlight, as they were written; empty = those of the run
   */
  void rebuild(RunDirectory run, List<String> highlights) throws IOException;

  /**
   * Writes figures and page of a run again, and deletes figures that earlier versions wrote and
   * this one does not.
   *
   * @param highlights segments to highlight, as they were written; empty = those of the run
   * @throws WrongInput where runs of its kind have no page
   */
  static void rebuildAll(RunDirectory run, List<String> highlights) throws IOException {
    of(run).rebuild(run, highlights);
    run.deleteStaleFigures(false);
  }

  /**
   * Returns the reporter of a run.
   *
   * @throws WrongInput where runs of its kind have no page
   */
  static RunReporter of(RunDirectory run) {
    RunKind kind = run.manifest().kind();
    // uses the class loader of this class: a program that embeds this one may set another for its
    // threads
    return ServiceLoader.load(RunReporter.class, RunReporter.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(reporter -> reporter.kinds().contains(kind))
        .findFirst()
        .orElseThrow(
            () ->
                new WrongInput(run.folder() + " was made by '" + kind + "', which has no report"));
  }
}
