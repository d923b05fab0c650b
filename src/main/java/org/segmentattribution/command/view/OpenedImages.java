package org.segmentattribution.command.view;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.dataset.decode.ImageDecoder;
import org.segmentattribution.image.Preprocessing;
import org.segmentattribution.pipeline.ImageFailure;
import org.segmentattribution.pipeline.ImagePreparer;
import org.segmentattribution.pipeline.ImageReader;
import org.segmentattribution.run.ImageKeys;
import org.segmentattribution.table.PreparedSegments;
import org.segmentattribution.table.TableOptions;

/**
 * The images of a run, its masks, and the way of both to the model's grid. Safe for several
 * threads.
 *
 * @param records by id
 * @param input preprocessing of the classifier; null where it is not known: pictures are whole then
 * @param segmenter finds the masks; null where it cannot be opened
 * @param table how masks become segments
 * @param known tells whether an image is still that of the run
 * @param notes what could not be opened, one sentence each
 */
record OpenedImages(
    Map<String, ImageRecord> records,
    Preprocessing input,
    Segmenter segmenter,
    TableOptions table,
    Known known,
    List<String> notes)
    implements AutoCloseable {

  /**
   * What tells whether an image is still that of the run.
   *
   * @param keys hashes what an image's rows depend on; null where that cannot be compared
   * @param before the hashes when the run was made, by path
   */
  record Known(ImageKeys keys, Map<String, String> before) {
    static final Known NOTHING = new Known(null, Map.of());
  }

  /** Where there is no image. */
  static OpenedImages none(String why) {
    return new OpenedImages(
        Map.of(), null, null, TableOptions.defaults(), Known.NOTHING, List.of(why));
  }

  static Map<String, ImageRecord> byId(List<ImageRecord> records) {
    Map<String, ImageRecord> byId = new HashMap<>();
    records.forEach(record -> byId.put(record.id(), record));
    return byId;
  }

  /** Returns an image's entry in the data set. */
  ImageRecord record(String imageId) throws NotShown {
    ImageRecord record = records.get(imageId);
    if (record == null) {
      throw new NotShown(
          notes.isEmpty() || !records.isEmpty()
              ? "This photograph is no longer in the data set."
              : notes.get(0));
    }
    return record;
  }

  /**
   * Returns a hash of everything that a drawing of an image depends on; empty where it is not known
   * whether the image has changed.
   */
  String unchanged(ImageRecord record) throws NotShown {
    String before = known.before.get(record.path());
    if (known.keys == null || before == null) {
      return "";
    }
    String now = known.keys.of(record);
    if (now.equals(ImageKeys.ABSENT)) {
      throw new NotShown("This photograph, or its masks, cannot be read any more.");
    }
    if (!now.equals(before)) {
      throw new NotShown("This photograph, or its masks, have changed since the run.");
    }
    return now;
  }

  /** Returns the picture as the model sees it, or whole where that is not known. */
  RgbImage picture(ImageRecord record) throws NotShown {
    try {
      RgbImage image = new ImageReader(new ImageDecoder(), segmenter).decode(record);
      return input == null ? image : input.toGrid(image);
    } catch (ImageFailure e) {
      throw new NotShown("This photograph cannot be read: " + e.failure().reason());
    }
  }

  /** Returns the segments on the model's grid. */
  PreparedSegments segments(ImageRecord record) throws NotShown {
    if (segmenter == null || input == null) {
      throw new NotShown("Outlines are missing: " + String.join(" ", notes));
    }
    try {
      ImageReader reader = new ImageReader(new ImageDecoder(), segmenter);
      return new ImagePreparer(reader, input, table).prepare(record).segments();
    } catch (ImageFailure e) {
      throw new NotShown("Its segments cannot be found: " + e.failure().reason());
    }
  }

  @Override
  public void close() {
    if (segmenter != null) {
      segmenter.close();
    }
  }

  /** Says in a sentence why there is no drawing. */
  static final class NotShown extends IOException {
    private static final long serialVersionUID = 1;

    NotShown(String sentence) {
      super(sentence);
    }
  }
}
