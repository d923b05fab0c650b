package org.segmentattribution.model.onnx.head;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.onnx.file.GraphLinks;
import org.segmentattribution.model.onnx.file.GraphOutput;
import org.segmentattribution.model.onnx.file.OnnxFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which of a file's outputs is the classifier's: the declared one, or the only one with a row
 * of as many numbers as there are classes, or of these the one with a usual name.
 *
 * @param declared name of the output; null where none is declared
 * @param classes how many are declared; 0 where that is not known
 */
public record OutputChoice(String declared, int classes) {
  /** Nothing is declared. */
  public static final OutputChoice OPEN = new OutputChoice(null, 0);

  private static final Logger LOG = LoggerFactory.getLogger(OutputChoice.class);

  /** Names that exporters and people give a classifier's output, the likeliest first. */
  private static final List<String> NAMES =
      List.of("logits", "output", "probabilities", "probs", "prob", "predictions", "identity");

  /**
   * The file with the classifier's output alone.
   *
   * @throws WrongInput in one line that lists the outputs and names the key that says which, where
   *     it cannot be told
   */
  public OnnxFile of(OnnxFile file) {
    List<GraphOutput> all = file.outputs();
    GraphOutput chosen = declared == null ? found(file, all) : named(file, all);
    if (all.size() == 1) {
      return file;
    }
    if (LOG.isInfoEnabled()) {
      String others =
          all.stream()
              .filter(output -> output != chosen)
              .map(GraphOutput::name)
              .collect(Collectors.joining(", "));
      LOG.info("{}: output '{}' is explained; ignored: {}", file.file(), chosen.name(), others);
    }
    return file.endingIn(chosen);
  }

  private GraphOutput named(OnnxFile file, List<GraphOutput> all) {
    return all.stream()
        .filter(output -> output.name().equals(declared))
        .findFirst()
        .orElseThrow(
            () ->
                file.refuse("has no output '" + declared + "', as output declares; " + list(all)));
  }

  private GraphOutput found(OnnxFile file, List<GraphOutput> all) {
    if (all.size() == 1) {
      return all.get(0);
    }
    GraphLinks links = new GraphLinks(file.graph(), file.constants(), file.files());
    List<GraphOutput> rows =
        all.stream().filter(o -> fits(o) && links.isActivation(o.name())).toList();
    if (rows.size() == 1) {
      return rows.get(0);
    }
    for (String name : NAMES) {
      List<GraphOutput> same = rows.stream().filter(output -> isNamed(output, name)).toList();
      if (same.size() == 1) {
        return same.get(0);
      }
    }
    if (!rows.isEmpty() && haveOneSource(file, rows)) {
      return rows.get(0);
    }
    throw file.refuse(
        "has %d outputs, of which %s; the declaration says which: \"output\": \"NAME\"; %s"
            .formatted(
                all.size(), rows.isEmpty() ? none() : "several may be the logits", list(all)));
  }

  private String none() {
    return classes == 0
        ? "none has one row for each image"
        : "none has a row of " + classes + " numbers for each image";
  }

  private boolean fits(GraphOutput output) {
    long row = output.row();
    boolean any = row == GraphOutput.OPEN || classes == 0;
    // one number may decide between two classes
    return row != GraphOutput.NONE && (any || row == classes || (row == 1 && classes <= 2));
  }

  /** Whether a name is the usual one, but for an index of 0: {@code Identity:0, output_0}. */
  private static boolean isNamed(GraphOutput output, String usual) {
    return output.name().toLowerCase(Locale.ROOT).replaceFirst("[:._]?0$", "").equals(usual);
  }

  /** Whether all are made of the same logits: by a softmax, say. */
  private static boolean haveOneSource(OnnxFile file, List<GraphOutput> rows) {
    try {
      return rows.stream()
              .map(output -> GraphEnd.of(file.endingIn(output)).logits())
              .distinct()
              .limit(2)
              .count()
          == 1;
    } catch (IllegalArgumentException e) {
      return false; // an output that cannot be explained is none that is chosen without a word
    }
  }

  private static String list(List<GraphOutput> all) {
    return "its outputs: " + all.stream().map(GraphOutput::text).collect(Collectors.joining(", "));
  }
}
