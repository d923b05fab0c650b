package org.segmentattribution.report.svg;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/**
 * Checks a drawing that is read from a file into a page. The file may come from somebody else, so
 * the drawing is parsed, and only elements and attributes that {@link SvgWriter} and its callers
 * write may pass, with values that can neither fetch nor run anything.
 */
public final class OwnDrawing {
  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final int MOST_CHARACTERS = 16 << 20;
  private static final int DEEPEST = 32;

  private static final Set<String> ELEMENTS =
      Set.of(
          "svg", "title", "desc", "defs", "g", "rect", "path", "line", "circle", "text", "image",
          "use");

  /** Elements that contain only text. */
  private static final Set<String> TEXTS = Set.of("title", "desc", "text");

  /** Elements without content. */
  private static final Set<String> EMPTY = Set.of("rect", "path", "line", "circle", "image", "use");

  private static final Pattern WORD = Pattern.compile("[\\w#.%, -]*");
  private static final Pattern ANY = Pattern.compile("(?s).*");

  /**
   * Allowed values of attributes; those used in several places, such as {@code fill}, are words and
   * numbers.
   */
  private static final Map<String, Pattern> VALUES =
      Map.ofEntries(
          Map.entry("aria-label", ANY),
          Map.entry("data-name", ANY),
          Map.entry("data-bar", ANY),
          Map.entry(
              "transform", Pattern.compile("(?:(?:scale|translate|rotate)\\([-\\d.eE, ]*\\) ?)*")),
          Map.entry("d", Pattern.compile("[MmLlHhVvCcQqAaZz\\d.,eE \\n+-]*")));

  private static final Set<String> WORDED =
      Set.of(
          "viewBox",
          "width",
          "height",
          "x",
          "y",
          "x1",
          "y1",
          "x2",
          "y2",
          "cx",
          "cy",
          "r",
          "role",
          "font-family",
          "font-size",
          "font-weight",
          "text-anchor",
          "fill",
          "fill-opacity",
          "stroke",
          "stroke-width",
          "stroke-opacity",
          "stroke-dasharray",
          "stroke-linejoin",
          "paint-order",
          "vector-effect",
          "image-rendering",
          "preserveAspectRatio");

  private static final Pattern DATA =
      Pattern.compile("data:image/(?:png|jpeg);base64,[A-Za-z0-9+/]*={0,2}");

  private final String ids;
  private final StringWriter out = new StringWriter();

  private OwnDrawing(String ids) {
    this.ids = ids;
  }

  /**
   * Parses a drawing and writes it again; a drawing by this program is unchanged.
   *
   * @param ids prefix of the ids in it; empty if it has none
   * @throws IOException with a few words, if it is anything else
   */
  public static String of(String svg, String ids) throws IOException {
    if (svg.length() > MOST_CHARACTERS) {
      throw new IOException("is not a drawing of this program: it is too large");
    }
    OwnDrawing drawing = new OwnDrawing(ids);
    try {
      drawing.copy(svg);
    } catch (XMLStreamException e) {
      String line = String.valueOf(e.getMessage()).lines().reduce((a, b) -> b).orElse("");
      throw new IOException("is not a drawing of this program: " + line, e);
    }
    return drawing.out + "\n";
  }

  private static XMLStreamReader reader(String svg) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("an outside entity");
        });
    return factory.createXMLStreamReader(new StringReader(svg));
  }

  private void copy(String svg) throws IOException, XMLStreamException {
    XMLStreamReader in = reader(svg);
    XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
    Deque<String> open = new ArrayDeque<>();
    while (in.hasNext()) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          requireAllowed(in, open);
          begin(in, xml, open.isEmpty());
          open.push(in.getLocalName());
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (!EMPTY.contains(open.pop())) {
            xml.writeEndElement();
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.SPACE -> text(in, xml, open.peek());
        case XMLStreamConstants.END_DOCUMENT -> xml.flush();
        default -> throw refusal("a comment, an instruction or a definition");
      }
    }
  }

  private static void text(XMLStreamReader in, XMLStreamWriter xml, String within)
      throws IOException, XMLStreamException {
    if (within != null && TEXTS.contains(within)) {
      xml.writeCharacters(in.getText());
    } else if (!in.isWhiteSpace()) {
      throw refusal("text in <" + within + ">");
    }
  }

  private static void requireAllowed(XMLStreamReader in, Deque<String> open) throws IOException {
    String name = in.getLocalName();
    boolean plain = SVG.equals(in.getNamespaceURI()) && in.getPrefix().isEmpty();
    boolean outermost = name.equals("svg") == open.isEmpty();
    String within = open.isEmpty() ? "" : open.peek();
    if (!plain || !ELEMENTS.contains(name) || !outermost) {
      throw refusal("<" + name + ">");
    }
    if (TEXTS.contains(within) || EMPTY.contains(within) || open.size() > DEEPEST) {
      throw refusal("<" + name + "> in <" + within + ">");
    }
  }

  private void begin(XMLStreamReader in, XMLStreamWriter xml, boolean root)
      throws IOException, XMLStreamException {
    if (EMPTY.contains(in.getLocalName())) {
      xml.writeEmptyElement(in.getLocalName());
    } else {
      xml.writeStartElement(in.getLocalName());
    }
    if (root) {
      xml.writeAttribute("xmlns", SVG);
    }
    if (in.getNamespaceCount() > (root ? 1 : 0)) {
      throw refusal("a name space");
    }
    for (int i = 0; i < in.getAttributeCount(); i++) {
      String name = in.getAttributeLocalName(i);
      String value = in.getAttributeValue(i);
      if (!in.getAttributePrefix(i).isEmpty() || !allows(in.getLocalName(), name, value)) {
        throw refusal("the attribute " + name + " of <" + in.getLocalName() + ">");
      }
      xml.writeAttribute(name, value);
    }
  }

  private boolean allows(String element, String name, String value) {
    return switch (name) {
      case "id" -> isId(value);
      case "href" ->
          element.equals("use") && value.startsWith("#") && isId(value.substring(1))
              || element.equals("image") && DATA.matcher(value).matches();
      default ->
          WORDED.contains(name)
              ? WORD.matcher(value).matches()
              : VALUES.containsKey(name) && VALUES.get(name).matcher(value).matches();
    };
  }

  private boolean isId(String id) {
    return !ids.isEmpty() && id.startsWith(ids) && id.substring(ids.length()).matches("(s\\d+)?");
  }

  private static IOException refusal(String what) {
    return new IOException("is not a drawing of this program: it has " + what);
  }
}
