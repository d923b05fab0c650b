package org.segmentattribution.segmentation.pixels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.segmentattribution.api.Mask;
import org.segmentattribution.api.WrongInput;

/**
 * Masks as lengths of runs, background and foreground in turn, background first, and these numbers
 * as characters of 5 bits each, as COCO's tools write them. Whatever is wrong with an encoding is
 * an {@link WrongInput} in one line.
 */
public final class RunLengths {
  private static final int BASE = 48;
  private static final int LAST = 111;
  private static final int MOST_BITS = 60;

  private RunLengths() {}

  /** COCO's compressed runs, column by column, which must fill the mask. */
  public static Mask coco(String counts, int width, int height) {
    return coco(numbers(counts), width, height);
  }

  /** COCO's runs as numbers, column by column, which must fill the mask. */
  public static Mask coco(long[] runs, int width, int height) {
    long sum = sum(runs, width, height);
    if (sum != (long) width * height) {
      throw new WrongInput("runs of " + sum + " pixels for a mask of " + width + "x" + height);
    }
    return mask(runs, width, height, false);
  }

  /** DINO-X's older runs, row by row; what follows the last is background. */
  public static Mask dds(String counts, int width, int height) {
    long[] runs = numbers(counts);
    sum(runs, width, height);
    return mask(runs, width, height, true);
  }

  /** COCO's compressed runs of a mask. */
  public static String coco(Mask mask) {
    StringBuilder text = new StringBuilder();
    long[] last = new long[2];
    int count = 0;
    boolean inside = false;
    long run = 0;
    for (int x = 0; x < mask.width(); x++) {
      for (int y = 0; y < mask.height(); y++) {
        if (mask.contains(x, y) != inside) {
          append(text, count, run, last);
          count++;
          run = 0;
          inside = !inside;
        }
        run++;
      }
    }
    append(text, count, run, last);
    return text.toString();
  }

  /** Runs of a mask row by row, compressed; a background at the end is left out. */
  public static String dds(Mask mask) {
    List<int[]> runs = new ArrayList<>();
    mask.forEachRun(
        (from, to, y) -> {
          int start = y * mask.width() + from;
          int end = y * mask.width() + to;
          int[] before = runs.isEmpty() ? null : runs.get(runs.size() - 1);
          if (before != null && before[1] == start) {
            before[1] = end; // goes on in the next row
          } else {
            runs.add(new int[] {start, end});
          }
        });
    StringBuilder text = new StringBuilder();
    long[] last = new long[2];
    int at = 0;
    for (int i = 0; i < runs.size(); i++) {
      append(text, 2 * i, runs.get(i)[0] - at, last);
      append(text, 2 * i + 1, runs.get(i)[1] - runs.get(i)[0], last);
      at = runs.get(i)[1];
    }
    return text.toString();
  }

  /** One number; from the fourth on as the difference to the one two before. */
  private static void append(StringBuilder text, int index, long run, long[] last) {
    long x = index > 2 ? run - last[index % 2] : run;
    last[index % 2] = run;
    boolean more = true;
    while (more) {
      long bits = x & 31;
      x >>= 5;
      more = (bits & 16) != 0 ? x != -1 : x != 0;
      text.append((char) (BASE + bits + (more ? 32 : 0)));
    }
  }

  private static long[] numbers(String text) {
    long[] numbers = new long[text.length()];
    int count = 0;
    int at = 0;
    while (at < text.length()) {
      long x = 0;
      int shift = 0;
      int code;
      do {
        if (at == text.length() || shift > MOST_BITS) {
          throw new WrongInput("run " + count + " does not end");
        }
        char c = text.charAt(at++);
        if (c < BASE || c > LAST) {
          throw new WrongInput("character " + (int) c + " is not of run lengths");
        }
        code = c - BASE;
        x |= (long) (code & 31) << shift;
        shift += 5;
      } while ((code & 32) != 0);
      if ((code & 16) != 0 && shift < Long.SIZE) {
        x |= -1L << shift;
      }
      numbers[count] = count > 2 ? x + numbers[count - 2] : x;
      count++;
    }
    return Arrays.copyOf(numbers, count);
  }

  private static long sum(long[] runs, int width, int height) {
    long most = (long) width * height;
    long sum = 0;
    for (int i = 0; i < runs.length; i++) {
      if (runs[i] < 0 || runs[i] > most - sum) {
        throw new WrongInput(
            "run "
                + i
                + " of length "
                + runs[i]
                + " does not fit a mask of "
                + width
                + "x"
                + height);
      }
      sum += runs[i];
    }
    return sum;
  }

  private static Mask mask(long[] runs, int width, int height, boolean byRows) {
    Mask.Builder mask = new Mask.Builder(width, height);
    int at = 0;
    for (int i = 0; i < runs.length; i++) {
      int end = at + (int) runs[i];
      if (i % 2 == 1 && byRows) {
        rows(mask, at, end, width);
      } else if (i % 2 == 1) {
        for (int k = at; k < end; k++) {
          mask.add(k / height, k % height);
        }
      }
      at = end;
    }
    return mask.build();
  }

  private static void rows(Mask.Builder mask, int from, int to, int width) {
    for (int at = from; at < to; ) {
      int y = at / width;
      int end = Math.min(to, (y + 1) * width);
      mask.addRun(at - y * width, end - y * width, y);
      at = end;
    }
  }
}
