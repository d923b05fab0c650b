package org.segmentattribution.model.huggingface;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.OwnDeclaration;
import org.segmentattribution.model.Quoted;
import org.segmentattribution.model.huggingface.file.FolderJson;
import org.segmentattribution.model.huggingface.file.HubFolder;
import org.segmentattribution.model.huggingface.picture.PictureSteps;
import org.segmentattribution.model.huggingface.picture.ProcessorSteps;
import org.segmentattribution.model.huggingface.picture.TimmSteps;

/** Makes a declaration of what the JSON files of a folder say. */
final class FolderDeclaration {
  private static final String TIMM = "pretrained_cfg";

  private FolderDeclaration() {}

  /** The declaration, in which the way from picture to input may be missing. */
  static OwnDeclaration read(HubFolder folder) throws IOException {
    FolderJson config = folder.config();
    ObjectNode root = new JsonMapper().createObjectNode();
    FolderLabels.read(config).forEach(root.withArray("classes")::add);
    Head head = head(config);
    if (head != null) {
      root.put("head", head.text());
    }
    FolderJson processor = ProcessorSteps.find(folder::find);
    ObjectNode input = root.putObject("input");
    PictureSteps steps = null;
    if (processor != null) {
      steps =
          processor.has(TIMM)
              ? TimmSteps.read(processor.inner(TIMM))
              : ProcessorSteps.read(processor, "");
    } else if (config.has(TIMM)) {
      steps = TimmSteps.read(config.inner(TIMM));
    }
    if (steps != null) {
      steps.write(input);
    }
    String lacks =
        folder.folder()
            + ": has neither "
            + ProcessorSteps.FILE
            + " nor "
            + TIMM
            + " in config.json, which say how pictures become the input; add it";
    return new OwnDeclaration(folder.folder(), root.toString(), steps == null ? lacks : "");
  }

  /** The file and key that say the size of the input. */
  static String sizeKey(HubFolder folder) throws IOException {
    FolderJson processor = ProcessorSteps.find(folder::find);
    return processor == null
        ? folder.config().file() + ": " + TIMM + ".input_size"
        : processor.file()
            + ": "
            + processor.prefix()
            + (processor.has("crop_size") ? "crop_size" : "size");
  }

  /** The head of transformers' {@code problem_type}; null where it is not said. */
  static Head head(FolderJson config) {
    String type = config.text("problem_type", "");
    return switch (type) {
      case "" -> null;
      case "single_label_classification" -> Head.SOFTMAX;
      case "multi_label_classification" -> Head.SIGMOID;
      case "regression" ->
          throw config.refuse(
              "problem_type",
              "regression gives numbers, not classes, so there is no class to explain");
      default -> throw config.refuse("problem_type", Quoted.text(type) + " is not known");
    };
  }
}
