package org.segmentattribution.model.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.segmentattribution.model.Quoted;
import org.segmentattribution.model.huggingface.file.FolderJson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names of the classes in {@code config.json}: transformers' {@code id2label}, or timm's lists. */
final class FolderLabels {
  private static final Logger LOG = LoggerFactory.getLogger(FolderLabels.class);

  /** More classes than any file of labels has. */
  private static final int MOST = 1_000_000;

  private FolderLabels() {}

  /** Key that says the names, for messages. */
  static String key(FolderJson config) {
    return isTimm(config)
        ? timmList(config).has("label_names") ? "label_names" : "num_classes"
        : "id2label";
  }

  static boolean isTimm(FolderJson config) {
    return !config.has("id2label") && config.has("architecture");
  }

  /** The names in the order of the logits. */
  static List<String> read(FolderJson config) {
    if (isTimm(config)) {
      return timm(config);
    }
    FolderJson labels = config.inner("id2label");
    if (labels == null) {
      // transformers leaves its default out
      return List.of("LABEL_0", "LABEL_1");
    }
    int count = labels.root().size();
    String[] names = new String[count];
    for (Map.Entry<String, JsonNode> label : labels.root().properties()) {
      String index = label.getKey();
      if (!index.matches("\\d{1,9}") || Integer.parseInt(index) >= MOST) {
        throw config.refuse("id2label", Quoted.text(index) + " is no index of a class");
      }
      int at = Integer.parseInt(index);
      if (at >= count || names[at] != null) {
        throw config.refuse("id2label", missing(labels, count));
      }
      names[at] = labels.text(index, "");
    }
    if (count == 0) {
      throw config.refuse("id2label", "names no class");
    }
    if (List.of(names).stream().allMatch(name -> name.matches("LABEL_\\d+"))) {
      LOG.warn(
          "{}: id2label numbers its classes (LABEL_0) and names none; names of the classes can be"
              + " declared",
          config.file());
    }
    return List.of(names);
  }

  private static String missing(FolderJson labels, int count) {
    long first =
        LongStream.range(0, count)
            .filter(i -> !labels.root().has(Long.toString(i)))
            .findFirst()
            .orElse(0);
    return count + " labels, but none has the index " + first;
  }

  private static FolderJson timmList(FolderJson config) {
    FolderJson inner = config.inner("pretrained_cfg");
    return config.has("label_names") || inner == null ? config : inner;
  }

  private static List<String> timm(FolderJson config) {
    FolderJson list = timmList(config);
    List<String> names = list.texts("label_names");
    if (names != null) {
      return names;
    }
    FolderJson counted = config.has("num_classes") ? config : config.inner("pretrained_cfg");
    long count = (counted == null ? config : counted).size("num_classes");
    if (count > MOST) {
      throw config.refuse("num_classes", count + " are too many");
    }
    LOG.warn(
        "{}: names no classes (timm's label_names), so they are called by number; names can be"
            + " declared",
        config.file());
    List<String> numbers = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      numbers.add(Long.toString(i));
    }
    return numbers;
  }
}
