package org.segmentattribution.command.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;

/** Says what to look at where a folder holds an experiment and no run of {@code explain}. */
final class RunsInside {
  private static final int DEEPEST = 4;
  private static final int NAMED = 4;

  private RunsInside() {}

  /** Returns the refusal of a run of another kind, with what to type instead. */
  static WrongInput refusal(Path folder, RunKind kind) throws IOException {
    String made = folder + " was made by '" + kind + "'; ";
    List<Path> explained = new ArrayList<>();
    List<Path> models = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
      for (Path file : files.sorted().toList()) {
        if (file.endsWith("run.json") && isExplained(file.getParent())) {
          explained.add(file.getParent());
        } else if (file.toString().endsWith(".onnx")) {
          models.add(file);
        }
      }
    }
    // a trial's model is in the folder of the whole experiment
    Path ofTrial =
        folder
            .resolve("../../models/" + folder.toAbsolutePath().getFileName() + ".onnx")
            .normalize();
    if (Files.isRegularFile(ofTrial)) {
      models.add(ofTrial);
    }
    if (!explained.isEmpty()) {
      return new WrongInput(made + "show one or two of its runs of explain: " + named(explained));
    }
    return models.isEmpty()
        ? new WrongInput(made + "photographs are shown of runs of explain")
        : WrongInput.of(
            "%sphotographs are shown of runs of explain. Explain pictures with one of its models"
                + " and show that run: {model} %s",
            made, models.get(models.size() - 1));
  }

  private static boolean isExplained(Path folder) {
    try {
      RunDirectory run = RunDirectory.read(folder);
      return run.isDone() && run.manifest().kind() == RunKind.EXPLAIN;
    } catch (IOException | WrongInput e) {
      // a run that cannot be read is no choice
      return false;
    }
  }

  private static String named(List<Path> folders) {
    String first =
        folders.stream().limit(NAMED).map(Path::toString).collect(Collectors.joining(", "));
    return folders.size() > NAMED ? first + " and " + (folders.size() - NAMED) + " more" : first;
  }
}
