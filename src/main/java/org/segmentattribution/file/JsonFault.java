package org.segmentattribution.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/** Says in one line what is wrong with a JSON text. */
public final class JsonFault {
  private JsonFault() {}

  /** Returns the parser's words without its remarks on itself, and the line and column. */
  public static String of(JsonProcessingException fault) {
    String said = fault.getOriginalMessage();
    String first = said == null ? "" : said.lines().findFirst().orElse("");
    String words = first.replaceAll(" ?\\((start marker )?at \\[Source: .*?]\\)", "");
    JsonLocation at = fault.getLocation();
    return at == null
        ? words
        : words + " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }
}
