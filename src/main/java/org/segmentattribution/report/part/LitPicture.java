package org.segmentattribution.report.part;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.segmentattribution.report.photograph.Photograph;

/**
 * A photograph whose winning segment is lit and whose rest is dim.
 *
 * @param box view box of the drawing, in its own units
 * @param image the {@code <image>} element, checked
 * @param outline path around the lit segment; empty where nothing is lit
 * @param segment name of the lit segment
 * @param sign 1 where it speaks for the class, -1 against it, 0 where that is unknown
 */
public record LitPicture(String box, String image, String outline, String segment, int sign) {
  private static final Pattern IMAGE =
      Pattern.compile(
          "<image x=\"([\\d.]+)\" y=\"([\\d.]+)\" width=\"([\\d.]+)\" height=\"([\\d.]+)\""
              + " href=\"data:image/[a-z]+;base64,[A-Za-z0-9+/=]+\"[^<>]*/>");

  private static final Pattern URI = Pattern.compile("data:image/jpeg;base64,[A-Za-z0-9+/=]+");

  /**
   * Makes a picture from a drawing of a table, whose second image has outlines over it.
   *
   * @param drawing SVG by {@link org.segmentattribution.report.figure.Overlay}
   * @param segment name of the segment to light
   */
  public static LitPicture of(String drawing, String segment, int sign) {
    Matcher image = IMAGE.matcher(drawing);
    if (!image.find() || !image.find()) {
      throw new IllegalArgumentException("a drawing without outlines");
    }
    String box = String.join(" ", image.group(1), image.group(2), image.group(3), image.group(4));
    return new LitPicture(box, image.group(), outline(drawing, segment), segment, sign);
  }

  /**
   * Makes a picture of a photograph of a run, with its first segment lit.
   *
   * @param uri data URI of a JPEG file
   */
  public static LitPicture of(Photograph photograph, String uri) {
    if (!URI.matcher(uri).matches()) {
      throw new IllegalArgumentException("no data URI of a JPEG file");
    }
    int width = photograph.frame().width();
    int height = photograph.frame().height();
    return new LitPicture(
        "0 0 " + width + " " + height,
        "<image width=\"%d\" height=\"%d\" preserveAspectRatio=\"none\" href=\"%s\"/>"
            .formatted(width, height, uri),
        photograph.first().outline(),
        photograph.first().segment(),
        photograph.first().sign());
  }

  /**
   * Makes a picture of a photograph of a run, with one of its segments lit.
   *
   * @param uri data URI of a JPEG file
   * @param segment name; nothing is lit where the photograph lacks it, or its outline
   */
  public static LitPicture of(Photograph photograph, String uri, String segment) {
    LitPicture whole = of(photograph, uri);
    int row = photograph.row(segment);
    return row < 0
        ? new LitPicture(whole.box, whole.image, "", segment, 0)
        : new LitPicture(
            whole.box,
            whole.image,
            photograph.rows().get(row).outline(),
            segment,
            photograph.rows().get(row).sign());
  }

  private static String outline(String drawing, String segment) {
    Matcher path =
        Pattern.compile(
                "<title>" + Pattern.quote(escaped(segment)) + "</title><path d=\"([^\"]*)\"")
            .matcher(drawing);
    return path.find() ? path.group(1) : "";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
