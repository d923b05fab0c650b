package org.segmentattribution.segmentation.dinox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.segmentation.SegmenterSpec;

class DinoXArgumentTest {
  private static String refusal(String spec) {
    String message = assertThrows(WrongInput.class, () -> SegmenterSpec.parse(spec)).getMessage();
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  @Test
  void whatMayFollow() {
    assertEquals(new DinoXArgument(false, "DINO-X-1.0", 0.8), DinoXArgument.of(""));
    assertEquals(
        new DinoXArgument(true, "DINO-X-2.0", 0.7),
        DinoXArgument.of("universal, iou = 0.7,model=DINO-X-2.0"));
    assertEquals(
        List.of(
            new SegmenterSpec.Part("dinox", "universal"),
            new SegmenterSpec.Part("grid", "3x3"),
            new SegmenterSpec.Part("dinox", "")),
        SegmenterSpec.parse("dinox:universal+grid:3x3+dinox").parts());
  }

  @Test
  void whatMayNot() {
    Map.of(
            "dinox:key", "dinox:key: it takes universal, iou=0.8, model=DINO-X-1.0",
            "dinox:universal,", "dinox:: it takes universal",
            "dinox:universal=no", "write universal alone",
            "dinox:iou=high", "write a number from 0 to 1",
            "dinox:iou=1.2", "IoU threshold is 0 to 1, not 1.2",
            "dinox:iou=NaN", "IoU threshold is 0 to 1, not NaN",
            "dinox:model=T-Rex-2.0", "model 'T-Rex-2.0' is none of DINO-X-…",
            "dinox:model=DINO-XSeek-1.0", "the service's other models give no masks",
            "dinox:bbox_threshold=0.3", "dinox:bbox_threshold=0.3: threshold sets it")
        .forEach((spec, said) -> assertTrue(refusal(spec).contains(said), refusal(spec)));
    Map.of(
            "dinox:targets=mask", "boxes and masks are always asked for",
            "dinox:pose_keypoints", "keypoints are no segments",
            "dinox:mask_format=dds_rle", "every format is read",
            "dinox:visual=a.png", "prompts are words",
            "dinox:regions=1", "regions give captions, no masks",
            "dinox?universal", "is none of masks:DIR")
        .forEach((spec, said) -> assertTrue(refusal(spec).contains(said), refusal(spec)));
  }
}
