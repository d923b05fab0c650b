package org.segmentattribution.command.view;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.table.tile.Facet;
import org.segmentattribution.table.tile.ShownRun;
import org.segmentattribution.table.tile.Side;
import org.segmentattribution.table.tile.TileFilter;
import org.segmentattribution.table.tile.TileQuestion;
import org.segmentattribution.table.tile.TileSort;

/**
 * What follows the question mark of an address. Wrong values are refused in a sentence.
 *
 * @param values of each name, in their order
 */
record Params(Map<String, List<String>> values) {
  /** Most tiles of one answer. */
  private static final int MOST = 240;

  private static final int PAGE = 60;

  /** Takes the text after the question mark; null = nothing. */
  static Params of(String query) {
    Map<String, List<String>> values = new HashMap<>();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      String[] parts = pair.split("=", 2);
      values
          .computeIfAbsent(decoded(parts[0]), k -> new ArrayList<>())
          .add(parts.length == 1 ? "" : decoded(parts[1]));
    }
    return new Params(values);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new WrongInput("the address has a per cent sign that encodes nothing", e);
    }
  }

  /** Returns the first value of a name; empty where there is none. */
  String first(String name) {
    List<String> of = values.getOrDefault(name, List.of());
    return of.isEmpty() ? "" : of.get(0);
  }

  /** Returns a whole number in a range, or what is usual where none is given. */
  int whole(String name, int usual, int least, int most) {
    String text = first(name);
    try {
      int value = text.isEmpty() ? usual : Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // refused below, like a number out of range
    }
    throw new WrongInput(name + "=" + text + " must be a whole number, " + least + " to " + most);
  }

  private double share(String name, double usual) {
    String text = first(name);
    try {
      double value = text.isEmpty() ? usual : Double.parseDouble(text);
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // refused below, like a number out of range
    }
    throw new WrongInput(name + "=" + text + " must be a number, 0 to 1");
  }

  /** Returns which methods are shown. */
  TileQuestion.Methods methods(List<ShownRun> runs) {
    int a = whole("ma", 0, 0, runs.get(0).methods().size() - 1);
    int b = runs.size() == 1 ? -1 : whole("mb", 0, 0, runs.get(1).methods().size() - 1);
    return new TileQuestion.Methods(a, b);
  }

  /** Returns what is asked for. */
  TileQuestion question(List<ShownRun> runs) {
    String sort = first("sort").isEmpty() ? TileSort.NAME.key() : first("sort");
    TileSort by =
        TileSort.of(sort).orElseThrow(() -> new WrongInput("sort=" + sort + " is no column"));
    return new TileQuestion(
        methods(runs),
        filter(runs.size()),
        by,
        whole("down", 0, 0, 1) == 1,
        whole("from", 0, 0, Integer.MAX_VALUE),
        whole("count", PAGE, 1, MOST));
  }

  private TileFilter filter(int runs) {
    Map<Facet, List<String>> chosen = new EnumMap<>(Facet.class);
    for (Facet facet : Facet.values()) {
      if (values.containsKey(facet.key()) && (runs > 1 || !facet.compares())) {
        chosen.put(facet, values.get(facet.key()));
      }
    }
    Side side = runs > 1 && first("side").equals("b") ? Side.B : Side.A;
    return new TileFilter(side, chosen, share("low", 0), share("high", 1), first("text"));
  }
}
