package org.segmentattribution.dataset.source;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.dataset.decode.FileKind;
import org.segmentattribution.dataset.decode.ImageDecoder;

/**
 * Finds pictures that seem to be masks or maps of other images: {@code x_mask.png} beside {@code
 * x.jpg}, or {@code x.png} beside it or in a folder {@code masks} if it has few values, as masks
 * have.
 */
public final class Companions {
  private static final Pattern SUFFIX =
      Pattern.compile(
          "(?i)(.+?)(?:[ _.-]|(?<=[0-9)]))(masks?|gt|groundtruth|ground[_-]truth|seg|segs|segmented|segmentation"
              + "|segmentations|seg[_-]?map|labels?|label[_-]?ids|instance[_-]?ids|matte|alpha"
              + "|trimap|annotation|anno|heat[_-]?map|saliency|cam|grad-?cam|attribution|depth)"
              + "[ _-]?\\d*");
  private static final Set<String> FOLDERS =
      Set.of(
          ("mask masks label labels gt gts groundtruth ground_truth annotation annotations anno seg"
                  + " segs segmentation segmentations segmentationclass segmentationobject"
                  + " segmentation_masks labelids matte mattes trimaps heatmap heatmaps saliency maps")
              .split(" "));
  private static final int SAMPLE = 40_000;
  private static final int FEW_COLOURS = 64;
  private static final int NEAR = 40;
  private static final double MOSTLY = 0.97;

  private final ImageDecoder decoder;
  private final Map<String, ImageRecord> byStem = new HashMap<>();
  private final Map<String, ImageRecord> others = new HashMap<>();
  private final Map<String, ImageRecord> byName = new HashMap<>();
  private final Set<String> paths = new HashSet<>();

  private Companions(ImageDecoder decoder) {
    this.decoder = decoder;
  }

  /**
   * Returns each picture that seems to be a mask or map, with the image that it seems to belong to,
   * in the order of the records.
   *
   * @param most stop after this many; 0 = find all
   */
  public static Map<ImageRecord, ImageRecord> of(
      List<ImageRecord> records, ImageDecoder decoder, int most) {
    Companions all = new Companions(decoder);
    for (ImageRecord record : records) {
      ImageRecord before = all.byStem.get(record.stem());
      if (before != null) {
        ImageRecord first = photographFirst(before, record);
        all.others.put(record.stem(), first == before ? record : before);
      }
      all.byStem.merge(record.stem(), record, Companions::photographFirst);
      all.byName.merge(name(record), record, Companions::photographFirst);
      all.paths.add(record.path());
    }
    Map<ImageRecord, ImageRecord> found = new LinkedHashMap<>();
    for (ImageRecord record : records) {
      Optional<ImageRecord> owner = all.owner(record);
      if (owner.isPresent()) {
        found.put(record, owner.get());
        if (found.size() == most) {
          break;
        }
      }
    }
    return found;
  }

  /**
   * Puts the photograph first: of two files with one name it is the JPEG, since nobody should save
   * masks as JPEG.
   */
  private static ImageRecord photographFirst(ImageRecord one, ImageRecord other) {
    return isLossless(one) && !isLossless(other) ? other : one;
  }

  private static boolean isLossless(ImageRecord record) {
    return Set.of("png", "bmp", "gif", "tif", "tiff", "dib")
        .contains(FileKind.extension(record.file()));
  }

  private static String name(ImageRecord record) {
    String stem = record.stem();
    return stem.substring(stem.lastIndexOf('/') + 1);
  }

  private static String folder(ImageRecord record) {
    int slash = record.path().lastIndexOf('/');
    return slash < 0 ? "" : record.path().substring(0, slash);
  }

  private Optional<ImageRecord> owner(ImageRecord record) {
    ImageRecord byName = namedAfter(record);
    if (byName != null && byName != record) {
      return Optional.of(byName);
    }
    ImageRecord suspect = suspected(record);
    return suspect != null && suspect != record && looksLikeMask(record, suspect)
        ? Optional.of(suspect)
        : Optional.empty();
  }

  /** Finds the image by name: {@code x_mask.png} or {@code x.jpg.png} beside {@code x.jpg}. */
  private ImageRecord namedAfter(ImageRecord record) {
    if (!record.stem().equals(record.path()) && paths.contains(record.stem())) {
      return byStem.get(withoutExtension(record.stem()));
    }
    Matcher matcher = SUFFIX.matcher(name(record));
    if (!matcher.matches()) {
      return null;
    }
    String before = record.stem().substring(0, record.stem().length() - name(record).length());
    return byStem.get(before + matcher.group(1));
  }

  private static String withoutExtension(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
  }

  /** Finds another image with this name, if the content of the picture is that of a mask. */
  private ImageRecord suspected(ImageRecord record) {
    ImageRecord beside = byStem.get(record.stem());
    if (beside != record) {
      return beside;
    }
    if (others.containsKey(record.stem())) {
      return others.get(record.stem());
    }
    String folder = folder(record);
    if (byStem.containsKey(folder)) {
      return byStem.get(folder); // x/person.png beside x.jpg
    }
    for (String part : folder.toLowerCase(Locale.ROOT).split("/")) {
      if (FOLDERS.contains(part)) {
        ImageRecord elsewhere = byName.get(name(record));
        if (elsewhere != null && !folder(elsewhere).equals(folder)) {
          return elsewhere;
        }
        Matcher matcher = SUFFIX.matcher(name(record));
        return matcher.matches() ? byName.get(matcher.group(1)) : null;
      }
    }
    return null;
  }

  private boolean looksLikeMask(ImageRecord record, ImageRecord owner) {
    Tones tones = tones(record);
    return tones != null
        && (tones.few() || tones.extreme() || (tones.grey() && isColoured(tones(owner))));
  }

  private static boolean isColoured(Tones tones) {
    return tones != null && !tones.grey();
  }

  /**
   * Properties of all pixels of a picture.
   *
   * @param few whether there are few colours
   * @param extreme whether nearly all pixels are black or white
   * @param grey whether all pixels are grey
   */
  private record Tones(boolean few, boolean extreme, boolean grey) {}

  /** Returns the properties of a picture; null where it cannot be read, which is reported later. */
  private Tones tones(ImageRecord record) {
    RgbImage image;
    try {
      image = decoder.decode(record.file());
    } catch (IOException e) {
      return null;
    }
    int pixels = image.width() * image.height();
    int step = Math.max(1, pixels / SAMPLE);
    Set<Integer> colours = new HashSet<>();
    boolean grey = true;
    int seen = 0;
    int extreme = 0;
    for (int i = 0; i < pixels; i += step) {
      int r = image.rgb()[i * 3] & 0xff;
      int g = image.rgb()[i * 3 + 1] & 0xff;
      int b = image.rgb()[i * 3 + 2] & 0xff;
      if (colours.size() <= FEW_COLOURS) {
        colours.add(r << 16 | g << 8 | b);
      }
      int low = Math.min(r, Math.min(g, b));
      int high = Math.max(r, Math.max(g, b));
      grey &= high - low <= 2;
      seen++;
      if (high <= NEAR || low >= 255 - NEAR) {
        extreme++;
      }
    }
    return new Tones(colours.size() <= FEW_COLOURS, extreme >= MOSTLY * seen, grey);
  }
}
