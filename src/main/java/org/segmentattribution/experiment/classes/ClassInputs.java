package org.segmentattribution.experiment.classes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.InputNote;
import org.segmentattribution.dataset.source.NoteOrder;
import org.segmentattribution.run.InputAccount;
import org.segmentattribution.run.InputCounts;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.images.LeftOut;
import org.segmentattribution.table.FailureCsv;

/**
 * Accounts for the input files of several runs over one data set; a file is used if one of the runs
 * used it.
 */
final class ClassInputs {
  private static final String OF_ANOTHER_CLASS = LeftOut.by("class");

  private ClassInputs() {}

  /** Writes {@code inputs.csv} for all runs and returns its counts. */
  static InputCounts join(List<Path> runs, Path out) throws IOException {
    Map<InputNote, Integer> notes = new LinkedHashMap<>();
    Map<String, InputNote> left = new LinkedHashMap<>();
    Map<String, Integer> times = new LinkedHashMap<>();
    Set<String> failed = new LinkedHashSet<>();
    InputCounts one = null;
    for (Path run : runs) {
      one = InputCounts.of(RunDirectory.read(run).manifest().summary().get("inputs"));
      for (InputNote note : InputAccount.read(run)) {
        if (!note.kind().equals(one.unit()) || note.used()) {
          notes.merge(note, 1, Integer::sum);
          continue;
        }
        times.merge(note.path(), 1, Integer::sum);
        left.merge(note.path(), note, (a, b) -> a.reason().equals(OF_ANOTHER_CLASS) ? b : a);
      }
      for (Failure failure : FailureCsv.read(run.resolve("failures.csv"))) {
        failed.add(failure.image());
      }
    }
    List<InputNote> all = new ArrayList<>(notes.keySet());
    left.values().stream().filter(note -> times.get(note.path()) == runs.size()).forEach(all::add);
    int files = one == null ? 0 : one.files();
    String unit = one == null ? "file" : one.unit();
    int unused =
        (int) all.stream().filter(note -> note.kind().equals(unit) && !note.used()).count();
    InputAccount account = new InputAccount(unit, files - unused, NoteOrder.of(all));
    account.write(out);
    return account.counts(failed.size());
  }
}
