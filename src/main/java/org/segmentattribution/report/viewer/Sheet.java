package org.segmentattribution.report.viewer;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A transparent SVG of a picture's size in pixels, to be laid over the picture. */
final class Sheet {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";

  private final StringWriter out = new StringWriter();
  private final XMLStreamWriter xml;

  Sheet(int width, int height) {
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      xml.writeStartElement("svg");
      attributes("xmlns", NAMESPACE, "viewBox", "0 0 " + width + " " + height);
      attributes("preserveAspectRatio", "none");
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Draws a path; attributes are name, value, name, value, … */
  void path(String d, String... attributes) {
    try {
      xml.writeEmptyElement("path");
      attributes("d", d, "vector-effect", "non-scaling-stroke", "stroke-linejoin", "round");
      attributes(attributes);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes white text with a dark rim, centred. */
  void label(double x, double y, double size, String text) {
    try {
      xml.writeStartElement("text");
      attributes("x", number(x), "y", number(y), "font-size", number(size));
      attributes("font-family", "Segoe UI, Roboto, Lato, Noto Sans, Arial, sans-serif");
      attributes("font-weight", "600", "text-anchor", "middle", "fill", "#fff");
      attributes("stroke", "#0b0e12", "stroke-width", number(size * 0.28));
      attributes("paint-order", "stroke", "stroke-linejoin", "round");
      xml.writeCharacters(text.replaceAll("\\p{Cntrl}", "\ufffd"));
      xml.writeEndElement();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  private void attributes(String... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      xml.writeAttribute(attributes[i], attributes[i + 1]);
    }
  }

  static String number(double value) {
    return String.valueOf(Math.round(value * 100) / 100.0);
  }

  String finish() {
    try {
      xml.writeEndElement();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return out.toString();
  }
}
