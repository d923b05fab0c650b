package org.segmentattribution.segmentation.coco;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.JsonWalker;

/**
 * The ids of a COCO file: whole numbers, also written as 1.0 or in quotes, or any text. A text that
 * is no number is given a number far below those in files.
 */
final class CocoIds {
  private static final int LONGEST = 1000;
  private static final int MOST_TEXTS = 12_000_000;
  private static final Pattern NUMBER = Pattern.compile("(-?(?:0|[1-9]\\d{0,17}))(?:\\.0+)?");

  private final Map<String, Long> numbers = new HashMap<>();
  private final List<String> texts = new ArrayList<>();

  /** Returns the id at this place, or null where there is none, and skips the value. */
  Long read(JsonWalker json) throws IOException {
    if (json.isWholeNumber()) {
      long number = json.wholeNumber("id");
      return number < Long.MIN_VALUE / 2 ? null : number;
    }
    if (!json.isText()) {
      json.skip();
      return null;
    }
    String text = json.text("an id", LONGEST).strip();
    if (text.isEmpty()) {
      return null;
    }
    var number = NUMBER.matcher(text);
    if (number.matches()) {
      return Long.parseLong(number.group(1));
    }
    Long known = numbers.get(text);
    if (known == null) {
      if (texts.size() == MOST_TEXTS) {
        throw new WrongInput("it has more than " + MOST_TEXTS + " ids");
      }
      known = Long.MIN_VALUE + texts.size();
      numbers.put(text, known);
      texts.add(text);
    }
    return known;
  }

  /** Returns the id as {@link #read} does; throws {@link WrongInput} where there is none. */
  long require(JsonWalker json, String what) throws IOException {
    Long id = read(json);
    if (id == null) {
      throw new WrongInput(what + " is neither a whole number nor a text");
    }
    return id;
  }

  /** Returns an id as the file has it. */
  String text(long id) {
    return id < Long.MIN_VALUE / 2 ? texts.get((int) (id - Long.MIN_VALUE)) : Long.toString(id);
  }
}
