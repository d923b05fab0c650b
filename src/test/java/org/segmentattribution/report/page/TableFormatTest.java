package org.segmentattribution.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.segmentattribution.report.svg.NumberText;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class TableFormatTest {
  private static final ResultTable TABLE =
      new ResultTable(
          List.of("segment", "images", "mean", "found"),
          List.of(
              List.of("a|b,\"c\"", 12L, 0.1 + 0.2, true),
              List.of("two\nlines", 3L, Double.NaN, false)));

  @Test
  void tablesForPeople() {
    assertEquals(
        """
        segment    images    mean  found
        a|b,"c"        12  0.3000  true
        two lines       3       –  false
        """,
        TableFormat.TABLE.text(TABLE));
    assertEquals(
        """
        | segment | images | mean | found |
        |---|---:|---:|---|
        | a\\|b,"c" | 12 | 0.3000 | true |
        | two lines | 3 | – | false |
        """,
        TableFormat.MARKDOWN.text(TABLE));
  }

  @Test
  void tablesForPrograms() throws Exception {
    assertEquals(
        "segment,images,mean,found\n\"a|b,\"\"c\"\"\",12,0.30000000000000004,true\n"
            + "\"two\nlines\",3,,false\n",
        TableFormat.CSV.text(TABLE));
    JsonNode json = new ObjectMapper().readTree(TableFormat.JSON.text(TABLE));
    assertEquals(0.1 + 0.2, json.get(0).get("mean").asDouble());
    assertEquals(true, json.get(1).get("mean").isNull());
    assertEquals("two\nlines", json.get(1).get("segment").asText());
  }

  @Test
  void numbersKeepTheirDigits() {
    assertEquals("1.235", NumberText.digits(1.23456, 4));
    assertEquals("0.0001235", NumberText.digits(0.000123456, 4));
    assertEquals("1.235e-05", NumberText.digits(0.0000123456, 4));
    assertEquals("123500", NumberText.digits(123456.7, 4));
    assertEquals("-1.000", NumberText.digits(-0.99999, 4));
    assertEquals("0", NumberText.digits(-0.0, 4));
  }

  @Test
  void junitXmlTakesAnyName() throws Exception {
    String xml =
        JUnitXml.of(
            "<suite>",
            List.of(
                new JUnitXml.Case("a < \"b\" & \u0000c", "g", false, "rank 1\n]]>"),
                new JUnitXml.Case("d", "g", true, "fine")));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    Element suite = document.getDocumentElement();
    assertEquals("<suite>", suite.getAttribute("name"));
    assertEquals("1", suite.getAttribute("failures"));
    Element first = (Element) suite.getElementsByTagName("testcase").item(0);
    assertEquals("a < \"b\" &  c", first.getAttribute("name"));
    assertEquals(1, first.getElementsByTagName("failure").getLength());
    assertEquals(1, suite.getElementsByTagName("system-out").getLength());
  }
}
