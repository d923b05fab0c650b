package org.segmentattribution.report.page;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes results in the XML format of JUnit, which continuous integration services show. */
public final class JUnitXml {
  private JUnitXml() {}

  /**
   * One test.
   *
   * @param name the rule
   * @param group group of the test
   * @param passed whether the rule holds
   * @param message the result in words
   */
  public record Case(String name, String group, boolean passed, String message) {}

  /** Returns a suite of tests. */
  public static String of(String suite, List<Case> cases) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", suite);
      xml.writeAttribute("tests", String.valueOf(cases.size()));
      xml.writeAttribute("failures", String.valueOf(cases.stream().filter(c -> !c.passed).count()));
      xml.writeAttribute("errors", "0");
      xml.writeAttribute("skipped", "0");
      for (Case one : cases) {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", printable(one.group));
        xml.writeAttribute("name", printable(one.name));
        xml.writeStartElement(one.passed ? "system-out" : "failure");
        if (!one.passed) {
          xml.writeAttribute("message", printable(one.message));
        }
        xml.writeCharacters(printable(one.message));
        xml.writeEndElement();
        xml.writeEndElement();
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text + "\n";
  }

  /** Removes control characters, most of which XML cannot hold. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\uFFFE\\uFFFF]|\\p{Cs}", " ");
  }
}
