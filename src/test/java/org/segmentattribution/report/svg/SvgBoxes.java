package org.segmentattribution.report.svg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.segmentattribution.report.svg.LabelPlacer.Box;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A parsed figure: its texts and where they stand. */
public final class SvgBoxes {
  private static final String SVG = "http://www.w3.org/2000/svg";
  private final Document document;

  public SvgBoxes(String svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    assertEquals(SVG, document.getDocumentElement().getNamespaceURI());
  }

  public List<Element> elements(String name) {
    NodeList nodes = document.getElementsByTagNameNS(SVG, name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /** The contents of all text elements, in order. */
  public List<String> texts() {
    return elements("text").stream().map(Element::getTextContent).toList();
  }

  /** Where a text stands, by the conservative widths. */
  static Box box(Element text) {
    double size = number(text, "font-size");
    double width =
        TextWidth.of(text.getTextContent(), size, text.getAttribute("font-weight").equals("bold"));
    double x = number(text, "x");
    double y = number(text, "y");
    double before =
        switch (text.getAttribute("text-anchor")) {
          case "middle" -> width / 2;
          case "end" -> width;
          default -> 0;
        };
    // ascent and descent of lower-case text with capitals; turned text runs upwards
    return text.hasAttribute("transform")
        ? new Box(x - 0.75 * size, y - width + before, size, width)
        : new Box(x - before, y - 0.75 * size, width, size);
  }

  /** Holds for every figure: a label, texts of 7 pt at least, apart and inside the picture. */
  public void assertSound() {
    Element root = document.getDocumentElement();
    assertEquals("img", root.getAttribute("role"));
    assertFalse(root.getAttribute("aria-label").isBlank());
    assertFalse(elements("desc").get(0).getTextContent().isBlank());
    assertTrue(elements("script").isEmpty());
    String[] view = root.getAttribute("viewBox").split(" ");
    double width = Double.parseDouble(view[2]);
    double height = Double.parseDouble(view[3]);
    List<Element> texts = elements("text");
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i).getTextContent();
      Box a = box(texts.get(i));
      assertTrue(number(texts.get(i), "font-size") >= 7, text);
      assertTrue(a.x() >= -0.01 && a.x() + a.width() <= width + 0.01, text + " " + a);
      assertTrue(a.y() >= -0.01 && a.y() + a.height() <= height + 0.01, text + " " + a);
      for (int j = 0; j < i; j++) {
        Box b = box(texts.get(j));
        assertFalse(
            a.overlaps(b), text + " " + a + " on " + texts.get(j).getTextContent() + " " + b);
      }
    }
  }

  /** Holds for every drawing for a telephone: its letters are 11 pixels high on 300 pixels. */
  public void assertNarrow() {
    assertSound();
    assertEquals(
        "0 0 300.00", document.getDocumentElement().getAttribute("viewBox").substring(0, 10));
    for (Element text : elements("text")) {
      assertTrue(number(text, "font-size") >= 11, text.getTextContent());
    }
  }

  public static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}
