package org.segmentattribution.report.svg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.segmentattribution.report.figure.FiguresTest;
import org.segmentattribution.report.figure.Overlay;
import org.segmentattribution.report.page.Synthetic;

class OwnDrawingTest {
  private static final String OWN = drawing("001", FiguresTest.HOSTILE);

  /** A drawing with all that drawings use: ids, outlines, a picture, text. */
  private static String drawing(String id, List<String> names) {
    Overlay.Input overlay = Synthetic.overlay("a & b", names, 1);
    SvgWriter svg = new SvgWriter(200, 200, overlay.title(), "The picture with its segments.");
    svg.open("defs");
    for (int i = 0; i < names.size(); i++) {
      String d = CoarseOutline.path(overlay.masks().get(i).mask());
      svg.element("path", "id", "g" + id + "s" + i, "d", d, "fill", "none");
      svg.attributes("vector-effect", "non-scaling-stroke", "transform", "scale(2.5)");
    }
    svg.close();
    svg.open("g", "id", "g" + id);
    svg.element("image", "x", "0", "width", "200", "href", JpegDataUri.of(overlay.image(), 3000));
    for (int i = 0; i < names.size(); i++) {
      svg.open("g");
      svg.tooltip(names.get(i));
      svg.element("use", "href", "#g" + id + "s" + i, "stroke", Palette.PAPER);
      svg.close();
      svg.text(20, 20 + i, names.get(i), TextStyle.of(9).haloed().middle());
    }
    svg.close();
    return svg.finish();
  }

  @Test
  void whatWasDrawnHereComesBackByteForByte() throws IOException {
    assertEquals(OWN, OwnDrawing.of(OWN, "g001"));
    String other = drawing("002", Synthetic.NAMES);
    assertEquals(other, OwnDrawing.of(other, "g002"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>document.title=1</script>",
        "<SCRIPT>x</SCRIPT>",
        "<style>*{background:url(http://h/)}</style>",
        "<foreignObject width=\"9\" height=\"9\"><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p></foreignObject>",
        "<a href=\"javascript:x()\"><text>x</text></a>",
        "<a href=\"http://h/\"><rect/></a>",
        "<image href=\"http://127.0.0.1/beacon.png\" width=\"10\" height=\"10\"/>",
        "<image href=\"data:image/svg+xml;base64,AAAA\"/>",
        "<image href=\"data:image/png;base64,AA AA\"/>",
        "<image href=\"file:///etc/passwd\"/>",
        "<image xmlns:l=\"http://www.w3.org/1999/xlink\" l:href=\"http://h/\"/>",
        "<use href=\"http://h/x.svg#a\"/>",
        "<use href=\"#shelf-1\"/>",
        "<use href=\"#g002\"/>",
        "<g id=\"g002\"></g>",
        "<g id=\"shelf-1\"></g>",
        "<rect onclick=\"x()\"/>",
        "<rect style=\"fill:url(http://h/)\"/>",
        "<rect class=\"key\"/>",
        "<rect fill=\"url(http://h/#a)\"/>",
        "<rect fill=\"url(#a)\"/>",
        "<rect width=\"calc(1px)\"/>",
        "<rect tabindex=\"0\"/>",
        "<rect><animate attributeName=\"href\" to=\"javascript:x()\"/></rect>",
        "<set attributeName=\"onclick\" to=\"x()\"/>",
        "<animate attributeName=\"x\"/>",
        "<filter/>",
        "<g><svg/></g>",
        "<title><b>x</b></title>",
        "<title><text>x</text></title>",
        "<x:rect xmlns:x=\"http://www.w3.org/2000/svg\"/>",
        "<rect xmlns=\"\"/>",
        "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"/>",
        "<iframe src=\"http://h/\"/>",
        "<!-- --><rect/>",
        "<?xml-stylesheet href=\"http://h/\"?>",
        "loose text",
        "<g>loose text</g>",
        "&unknown;",
        "<g>",
        "</svg><rect/>"
      })
  void everythingElseIsRefused(String hidden) {
    String svg = OWN.replaceFirst("<title>", Matcher.quoteReplacement(hidden) + "<title>");
    assertFalse(svg.equals(OWN));
    String message = assertThrows(IOException.class, () -> OwnDrawing.of(svg, "g001")).getMessage();
    assertTrue(message.startsWith("is not a drawing of this program: "), message);
    assertEquals(1, message.lines().count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "<html><body/></html>",
        "<svg/>",
        "<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><svg xmlns=\"http://www.w3.org/2000/svg\"><title>&a;</title></svg>",
        "<!DOCTYPE svg [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><svg xmlns=\"http://www.w3.org/2000/svg\"><title>&b;</title></svg>",
        "<!DOCTYPE svg SYSTEM \"http://h/x.dtd\"><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"/>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:x=\"y\"/>"
      })
  void soAreOtherDocuments(String svg) {
    assertThrows(IOException.class, () -> OwnDrawing.of(svg, "g001"));
  }

  @Test
  void nestingIsBounded() {
    String deep = "<g>".repeat(100_000) + "</g>".repeat(100_000);
    String svg = OWN.replaceFirst("<title>", deep + "<title>");
    assertThrows(IOException.class, () -> OwnDrawing.of(svg, "g001"));
  }

  /** What a page shows as text may say anything. */
  @Test
  void textsAreEscapedAgain() throws IOException {
    String svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><title><![CDATA[<script>x</script>]]></title></svg>";
    String written = OwnDrawing.of(svg, "");
    assertFalse(written.contains("<script>"), written);
  }
}
