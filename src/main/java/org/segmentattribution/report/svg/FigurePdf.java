package org.segmentattribution.report.svg;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.renderer.NullPlatformSupport;
import com.github.weisj.jsvg.view.ViewBox;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Writes a figure as a PDF of one page. JSVG draws everything except text, which it would draw as
 * outlines from fonts of the machine. Texts are drawn last, which makes no visible difference in
 * the figures of this program.
 */
final class FigurePdf {
  private FigurePdf() {}

  /** Returns the bytes of the PDF. */
  static byte[] of(String svg) throws IOException {
    Document figure = parse(svg);
    List<Element> texts = takeTexts(figure);
    String[] view = figure.getDocumentElement().getAttribute("viewBox").split(" ");
    float width = Float.parseFloat(view[2]);
    float height = Float.parseFloat(view[3]);
    try (PDDocument document = new PDDocument()) {
      // otherwise the file would hold the time of day
      document.setDocumentId(0L);
      document
          .getDocumentInformation()
          .setTitle(figure.getDocumentElement().getAttribute("aria-label"));
      PDPage page = new PDPage(new PDRectangle(width, height));
      document.addPage(page);
      PdfBoxGraphics2D canvas = new PdfBoxGraphics2D(document, width, height);
      shapes(figure)
          .renderWithPlatform(NullPlatformSupport.INSTANCE, canvas, new ViewBox(width, height));
      canvas.dispose();
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawForm(canvas.getXFormObject());
        FigureText writer = new FigureText(document, content, height);
        for (Element text : texts) {
          writer.draw(text);
        }
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    }
  }

  private static Document parse(String svg) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      // the default handler prints to the console
      builder.setErrorHandler(new DefaultHandler());
      return builder.parse(new InputSource(new StringReader(svg)));
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("not a figure: " + e.getMessage(), e);
    }
  }

  /** Removes the text elements from the figure and returns them. */
  private static List<Element> takeTexts(Document figure) {
    NodeList nodes = figure.getElementsByTagName("text");
    List<Element> texts = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add((Element) nodes.item(i));
    }
    texts.forEach(text -> text.getParentNode().removeChild(text));
    return texts;
  }

  private static SVGDocument shapes(Document figure) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      TransformerFactory.newDefaultInstance()
          .newTransformer()
          .transform(new DOMSource(figure), new StreamResult(bytes));
    } catch (TransformerException e) {
      throw new IOException(e);
    }
    SVGDocument shapes =
        new SVGLoader()
            .load(
                new ByteArrayInputStream(bytes.toByteArray()), null, LoaderContext.createDefault());
    if (shapes == null) {
      throw new IOException("not a figure");
    }
    return shapes;
  }
}
