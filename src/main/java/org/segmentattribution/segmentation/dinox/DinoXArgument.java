package org.segmentattribution.segmentation.dinox;

import java.util.LinkedHashMap;
import java.util.Map;
import org.segmentattribution.api.WrongInput;

/**
 * What follows {@code dinox:}, such as {@code universal,iou=0.7}.
 *
 * @param universal whether the model uses its own categories
 * @param model name of the model
 * @param iou overlap, 0 to 1, from which two boxes count as one object
 */
record DinoXArgument(boolean universal, String model, double iou) {
  private static final String KNOWN = "universal, iou=0.8, model=" + DinoXQuestion.MODEL;

  /** What the service has and a segmenter has no use for, with the reason. */
  private static final Map<String, String> REFUSED = new LinkedHashMap<>();

  static {
    REFUSED.put("targets", "boxes and masks are always asked for, and keypoints are no segments");
    REFUSED.put("pose_keypoints", "keypoints are no segments");
    REFUSED.put("hand_keypoints", "keypoints are no segments");
    REFUSED.put("mask_format", "coco_rle is asked for, and every format is read");
    REFUSED.put("visual", "prompts are words; pictures as prompts have no names for a table");
    REFUSED.put("visual_images", REFUSED.get("visual"));
    REFUSED.put("regions", "the whole picture is asked about; regions give captions, no masks");
    REFUSED.put("region", REFUSED.get("regions"));
  }

  /**
   * Takes an argument apart.
   *
   * @param argument empty = the vendor's defaults
   * @throws WrongInput in one line that names the part
   */
  static DinoXArgument of(String argument) {
    boolean universal = false;
    String model = DinoXQuestion.MODEL;
    double iou = DinoXQuestion.IOU_THRESHOLD;
    for (String part : argument.isEmpty() ? new String[0] : argument.split(",", -1)) {
      String[] sides = part.strip().split("\\s*=\\s*", 2);
      String value = sides.length > 1 ? sides[1] : "";
      switch (sides[0]) {
        case "universal" -> universal = flag(part, value);
        case "model" -> model = value;
        case "iou" -> iou = number(part, value);
        default -> throw unknown(part, sides[0]);
      }
    }
    return new DinoXArgument(universal, model, iou);
  }

  private static boolean flag(String part, String value) {
    if (!value.isEmpty() && !value.equals("true") && !value.equals("1")) {
      throw refusal(part, "write universal alone");
    }
    return true;
  }

  private static double number(String part, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw refusal(part, "write a number from 0 to 1, such as iou=0.8");
    }
  }

  private static WrongInput unknown(String part, String name) {
    if (name.equals("bbox_threshold") || name.equals("threshold")) {
      return WrongInput.of("dinox:%s: {threshold} sets it", DinoXReply.line(part));
    }
    String reason = REFUSED.get(name);
    return refusal(part, reason == null ? "it takes " + KNOWN + ", joined by commas" : reason);
  }

  private static WrongInput refusal(String part, String reason) {
    return WrongInput.of("dinox:%s: %s", DinoXReply.line(part), reason);
  }
}
