package org.segmentattribution.run.images;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.segmentattribution.api.WrongInput;

/**
 * One part of a data set that several processes or machines share: every {@code of}-th image,
 * starting with {@code number}.
 *
 * @param number 1 to {@code of}
 * @param of number of parts
 */
public record Shard(int number, int of) {
  /** All images. */
  public static final Shard WHOLE = new Shard(1, 1);

  private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,5})/([1-9]\\d{0,5})");

  /**
   * Reads {@code I/N}.
   *
   * @throws WrongInput where the text has another form
   */
  public static Shard parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (matcher.matches()) {
      Shard shard =
          new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
      if (shard.number <= shard.of) {
        return shard;
      }
    }
    throw WrongInput.of("{shard} %s: I/N with I from 1 to N, such as 2/8", text);
  }

  @Override
  public String toString() {
    return number + "/" + of;
  }
}
