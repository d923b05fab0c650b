package org.segmentattribution.segmentation.coco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CocoMatchTest {
  private static CocoMatch match(List<String> entries, String... paths) {
    List<CocoImage> images = new ArrayList<>();
    for (String name : entries) {
      images.add(new CocoImage(images.size() + 1L, name, 3, 2));
    }
    return new CocoMatch(images, new CocoIds(), List.of(paths));
  }

  private static String refusal(CocoMatch match, String path) {
    return assertThrows(IllegalArgumentException.class, () -> match.find(path)).getMessage();
  }

  /** Frames of two videos have one name; the file is of one video. */
  @Test
  void anEntryThatTwoImagesClaimIsNeithers() {
    CocoMatch bare = match(List.of("f0.png"), "harbour/f0.png", "street/f0.png");
    String both =
        "image 1, 'f0.png', could be harbour/f0.png or street/f0.png: write the folder into"
            + " file_name, or explain one folder";
    assertEquals(both, refusal(bare, "harbour/f0.png"));
    assertEquals(both, refusal(bare, "street/f0.png"));
    CocoMatch folders = match(List.of("street/f0.png"), "harbour/f0.png", "street/f0.png");
    assertEquals(1, folders.find("street/f0.png").id());
    assertTrue(refusal(folders, "harbour/f0.png").startsWith("no image has the file_name"));
    CocoMatch other =
        match(List.of("street/f0.png", "quay/f0.png"), "harbour/f0.png", "street/f0.png");
    assertTrue(refusal(other, "harbour/f0.png").startsWith("no image has the file_name"));
  }

  @Test
  void theMoreFoldersAreSharedTheBetter() {
    CocoMatch match =
        match(
            List.of("images/train/cat/1.jpg", "images/val/cat/1.jpg", "1.jpg"),
            "train/cat/1.jpg",
            "val/cat/1.jpg",
            "1.jpg");
    assertEquals(1, match.find("train/cat/1.jpg").id());
    assertEquals(2, match.find("val/cat/1.jpg").id());
    assertEquals(3, match.find("1.jpg").id());
  }

  @Test
  void endingsDecideBetweenTwins() {
    CocoMatch match = match(List.of("1.jpg", "1.png"), "cat/1.jpg", "cat/1.png");
    assertEquals(1, match.find("cat/1.jpg").id());
    assertEquals(2, match.find("cat/1.png").id());
    CocoMatch one = match(List.of("1.png"), "cat/1.jpg", "cat/1.png");
    assertEquals(1, one.find("cat/1.png").id());
    assertTrue(refusal(one, "cat/1.jpg").startsWith("no image"), refusal(one, "cat/1.jpg"));
  }

  @Test
  void labelStudiosNames() {
    for (String name :
        List.of(
            "cb0618f6-001.jpg",
            "images/cb0618f6-001.jpg",
            "/data/upload/1/cb0618f6-001.jpg",
            "upload/1/cb0618f6-001.jpg",
            "../../label-studio/data/media/upload/4/cb0618f6-001.jpg",
            "/data/local-files/?d=photos/cat/001.jpg",
            "cb0618f6-001%2Ejpg")) {
      CocoMatch match =
          match(List.of(name, "dd0618f6-my_pic.jpg"), "cat/001.jpg", "cat/my pic.jpg");
      assertEquals(1, match.find("cat/001.jpg").id(), name);
      assertEquals(2, match.find("cat/my pic.jpg").id(), name);
      assertEquals(name.contains("cb0618f6"), match.isGuess("cat/001.jpg"), name);
    }
    CocoMatch escaped = match(List.of("cat/my%20pic.jpg"), "cat/my pic.jpg");
    assertEquals(1, escaped.find("cat/my pic.jpg").id());
    CocoMatch own = match(List.of("cb0618f6-001.jpg"), "cb0618f6-001.jpg", "x/001.jpg");
    assertEquals(1, own.find("cb0618f6-001.jpg").id());
    assertFalse(own.isGuess("cb0618f6-001.jpg"));
    assertTrue(refusal(own, "x/001.jpg").startsWith("no image"));
    CocoMatch two = match(List.of("cb0618f6-001.jpg"), "cat/001.jpg", "dog/001.jpg");
    assertTrue(refusal(two, "cat/001.jpg").contains("cat/001.jpg or dog/001.jpg"));
  }

  /** Other folders are a guess that is said, as long as the name is the only one. */
  @Test
  void otherFoldersAreAGuess() {
    CocoMatch match = match(List.of("train/a.jpg", "train/b.jpg"), "horse/a.jpg", "zebra/b.jpg");
    assertEquals(1, match.find("horse/a.jpg").id());
    assertTrue(match.isGuess("horse/a.jpg"));
  }

  @Test
  void manyFramesOfOneNameTakeLittleTime() {
    List<String> entries = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    for (int task = 0; task < 300; task++) {
      for (int frame = 0; frame < 100; frame++) {
        entries.add("task" + task + "/frame" + frame + ".png");
        paths.add("job" + task + "/frame" + frame + ".png");
      }
    }
    assertTimeout(
        Duration.ofSeconds(30),
        () -> {
          CocoMatch match = match(entries, paths.toArray(String[]::new));
          assertTrue(refusal(match, paths.get(0)).startsWith("no image"));
        });
  }
}
