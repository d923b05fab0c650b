package org.segmentattribution.report.svg;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes one SVG picture. Units are points of a picture 170 mm wide (482 points). It uses
 * attributes only, no style sheet and no ids, so that several pictures can share one HTML page.
 */
public final class SvgWriter {
  /** The width of a text column: 170 mm in points. */
  public static final double COLUMN = 482;

  /** Fonts that readers may have, best first. */
  static final String FONTS = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif";

  private static final String NAMESPACE = "http://www.w3.org/2000/svg";

  private final StringWriter out = new StringWriter();
  private final XMLStreamWriter xml;

  /**
   * Starts a picture on a white background.
   *
   * @param title title in a few words
   * @param description text for readers who cannot see the picture
   */
  public SvgWriter(double width, double height, String title, String description) {
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    open("svg", "xmlns", NAMESPACE, "viewBox", "0 0 " + number(width) + " " + number(height));
    attributes("width", number(width) + "pt", "height", number(height) + "pt");
    attributes("role", "img", "aria-label", title, "font-family", FONTS);
    tooltip(title);
    open("desc");
    characters(description);
    close();
    rect(0, 0, width, height, "fill", Palette.PAPER);
  }

  /** Formats a coordinate with two decimals and never an exponent. */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not a coordinate: " + value);
    }
    return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  /** Starts an element; attributes are name, value, name, value, … */
  public void open(String element, String... attributes) {
    try {
      xml.writeStartElement(element);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    attributes(attributes);
  }

  /** Ends the open element. */
  public void close() {
    try {
      xml.writeEndElement();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes an element without content. */
  public void element(String element, String... attributes) {
    try {
      xml.writeEmptyElement(element);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    attributes(attributes);
  }

  /** Adds a {@code title} to the open element, which viewers show as a tooltip. */
  public void tooltip(String text) {
    open("title");
    characters(text);
    close();
  }

  /** Draws a rectangle without a stroke. */
  public void rect(double x, double y, double width, double height, String... attributes) {
    element("rect", "x", number(x), "y", number(y));
    attributes("width", number(Math.max(0, width)), "height", number(Math.max(0, height)));
    attributes(attributes);
  }

  /** Draws a straight line. */
  public void line(
      double x1,
      double y1,
      double x2,
      double y2,
      String stroke,
      double width,
      String... attributes) {
    element("line", "x1", number(x1), "y1", number(y1), "x2", number(x2), "y2", number(y2));
    attributes("stroke", stroke, "stroke-width", number(width));
    attributes(attributes);
  }

  /** Draws a line without filling. */
  public void path(String d, String stroke, double width, String... attributes) {
    element("path", "d", d, "fill", "none", "stroke", stroke, "stroke-width", number(width));
    attributes(attributes);
  }

  /** Writes text on the base line y. */
  public void text(double x, double y, String text, TextStyle style, String... attributes) {
    open("text", "x", number(x), "y", number(y), "font-size", number(style.size()));
    attributes("fill", style.fill());
    if (!style.anchor().equals("start")) {
      attributes("text-anchor", style.anchor());
    }
    if (style.bold()) {
      attributes("font-weight", "bold");
    }
    if (style.halo()) {
      attributes("stroke", Palette.PAPER, "stroke-width", "2.20", "stroke-linejoin", "round");
      attributes("paint-order", "stroke");
    }
    attributes(attributes);
    characters(text);
    close();
  }

  /** Writes text cut to a width; the whole text is the tooltip if it was cut. */
  public void fitted(double x, double y, String text, double width, TextStyle style) {
    String shown = style.fit(text, width);
    if (shown.equals(text)) {
      text(x, y, text, style);
      return;
    }
    open("g");
    tooltip(text);
    text(x, y, shown, style);
    close();
  }

  /** Ends the picture and returns its text. */
  public String finish() {
    close();
    return out + "\n";
  }

  private void characters(String text) {
    try {
      xml.writeCharacters(clean(text));
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds attributes to the element that was just started. */
  public void attributes(String... attributes) {
    try {
      for (int i = 0; i < attributes.length; i += 2) {
        xml.writeAttribute(attributes[i], clean(attributes[i + 1]));
      }
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Removes characters that XML 1.0 cannot hold, escaped or not: control characters and halves of
   * surrogate pairs.
   */
  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == '\t' || c == '\n' || c == '\r' ? ' ' : c)
        .map(
            c ->
                c < 0x20
                        || c >= 0x7f && c < 0xa0
                        || c >= 0xd800 && c < 0xe000
                        || c >= 0xfffe && c <= 0xffff
                    ? 0xfffd
                    : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
