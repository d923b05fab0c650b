package org.segmentattribution.report.photograph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.segmentattribution.report.photograph.PhotographIndex.Pick;
import org.segmentattribution.report.svg.NumberText;
import org.segmentattribution.report.svg.PlaceText;
import org.segmentattribution.report.svg.SegmentColours;

/** The photographs as a page shows them: strips, tiles with filters, and a card for each. */
public final class Photographs {
  /** A page without photographs. */
  public static final Photographs NONE = new Photographs(PhotographIndex.NONE, Pictures.NONE);

  /** Number of segments of a card's table that are always seen. */
  public static final int ROWS = 8;

  /** Number of names in the list of segments to sort by. */
  private static final int SORTED = 60;

  private final PhotographIndex index;
  private final Pictures pictures;
  private final Map<String, Photograph> byId = new LinkedHashMap<>();
  private final Map<String, String> classes = new LinkedHashMap<>();
  private final Map<String, Colour> colours = new LinkedHashMap<>();
  private final List<PhotographFilter> useful = new ArrayList<>();

  /**
   * Prepares a page.
   *
   * @param index what the run keeps
   * @param pictures where the pictures are
   */
  public Photographs(PhotographIndex index, Pictures pictures) {
    this.index = index;
    this.pictures = pictures;
    index.photographs().forEach(p -> byId.put(p.id(), p));
    SegmentColours of = SegmentColours.of(index.segments());
    for (String name : index.segments()) {
      Colour colour = colours.get(of.css(name));
      if (colour == null) {
        colour = new Colour("k" + colours.size(), of.css(name), of.dark(name));
        colours.put(colour.css, colour);
      }
      classes.put(name, colour.name);
    }
    filters().stream().filter(PhotographFilter::isUseful).forEach(useful::add);
  }

  private List<PhotographFilter> filters() {
    List<Photograph> all = index.photographs();
    List<PhotographFilter> filters = new ArrayList<>();
    filters.add(PhotographFilter.byName("k", "Labelled", false, all, p -> p.answer().className()));
    Map<String, List<String>> right = new LinkedHashMap<>();
    right.put("y", List.of("\u2713 right", ""));
    right.put("n", List.of("\u2717 wrong", ""));
    filters.add(PhotographFilter.byValue("r", "Model was", right, all, Photographs::right));
    filters.add(
        PhotographFilter.byName("f", "Looks first at", true, all, p -> p.first().segment()));
    Map<String, List<String>> side = new LinkedHashMap<>();
    side.put("f", List.of("for the class", "f"));
    side.put("a", List.of("against it", "a"));
    filters.add(PhotographFilter.byValue("d", "That speaks", side, all, this::side));
    Map<String, List<String>> sure = new LinkedHashMap<>();
    sure.put("h", List.of("90\u00a0% and more", ""));
    sure.put("m", List.of("50 to 90\u00a0%", ""));
    sure.put("l", List.of("below 50\u00a0%", ""));
    filters.add(PhotographFilter.byValue("u", "Model was sure", sure, all, Photographs::sure));
    return filters;
  }

  private static String right(Photograph p) {
    Boolean right = p.answer().right();
    return right == null ? "" : right ? "y" : "n";
  }

  private String side(Photograph p) {
    int sign = index.signed() ? p.first().sign() : 0;
    return sign > 0 ? "f" : sign < 0 ? "a" : "";
  }

  private static String sure(Photograph p) {
    double confidence = p.answer().confidence();
    return confidence >= 0.9 ? "h" : confidence >= 0.5 ? "m" : "l";
  }

  /** Returns whether there is nothing to show. */
  public boolean isEmpty() {
    return byId.isEmpty();
  }

  /** Returns the photographs in order. */
  public List<Photograph> list() {
    return index.photographs();
  }

  /** Returns the number of photographs that the run has, one for each explained class. */
  public int all() {
    return index.tables();
  }

  /** Returns whether the run has more photographs than the page. */
  public boolean some() {
    return index.photographs().size() < index.tables();
  }

  /** Returns the saliency method. */
  public String method() {
    return index.method();
  }

  /** Returns whether something can be said of for and against. */
  public boolean signed() {
    return index.signed();
  }

  /** Returns whether the pictures are files beside the page. */
  public boolean beside() {
    return pictures.beside();
  }

  /** Returns the classes with a strip; an empty name is all together. */
  public List<String> stripClasses() {
    return index.strips().stream().map(PhotographIndex.Strip::className).toList();
  }

  /**
   * Returns the photographs that show a class, at most four; none where it has no strip.
   *
   * @param className the class; empty for all together
   */
  public List<Pick> strip(String className) {
    return index.strips().stream()
        .filter(strip -> strip.className().equals(className))
        .findFirst()
        .map(PhotographIndex.Strip::picks)
        .orElse(List.of());
  }

  /** Returns a photograph. */
  public Photograph photograph(String id) {
    return byId.get(id);
  }

  /** Returns the photographs of all strips, each once. */
  public List<Photograph> inStrips() {
    return index.strips().stream()
        .flatMap(strip -> strip.picks().stream())
        .map(pick -> byId.get(pick.photograph()))
        .distinct()
        .toList();
  }

  /** Returns the segments that are lit in strips, as pairs of photograph and place. */
  public List<String> lit() {
    return index.strips().stream()
        .flatMap(strip -> strip.picks().stream())
        .map(pick -> part(byId.get(pick.photograph()), pick.segment()))
        .filter(part -> !part.isEmpty())
        .distinct()
        .toList();
  }

  /** Returns whether a segment covers more than half of a photograph, as a background does. */
  public boolean wide(Photograph photograph, String segment) {
    return photograph.rows().stream()
        .anyMatch(row -> row.segment().equals(segment) && row.fraction() > 0.5);
  }

  /** Returns the id of a segment's outline without its letter; empty where it is not drawn. */
  public String part(Photograph photograph, String segment) {
    int row = photograph.row(segment);
    return row < 0 || photograph.rows().get(row).outline().isEmpty()
        ? ""
        : photograph.id() + "-" + row;
  }

  /** Returns the card that is open where nothing is chosen: the first of the first strip. */
  public String example() {
    return index.strips().stream()
        .flatMap(strip -> strip.picks().stream())
        .map(Pick::photograph)
        .findFirst()
        .orElse(index.photographs().get(0).id());
  }

  /** Returns the address of a picture. */
  public String address(Photograph photograph) {
    return pictures.photographs().getOrDefault(photograph.id(), "");
  }

  /** Returns the address of a map of attribution; empty where there is none. */
  public String map(Photograph photograph) {
    return pictures.maps().getOrDefault(photograph.id(), "");
  }

  /** Returns the CSS class with the colour of a segment. */
  public String colour(String segment) {
    return classes.getOrDefault(segment, "k0");
  }

  /** Returns the filters that have something to choose. */
  public List<PhotographFilter> useful() {
    return useful;
  }

  private String value(PhotographFilter filter, Photograph p) {
    return switch (filter.key()) {
      case "k" -> filter.value(p.answer().className());
      case "f" -> filter.value(p.first().segment());
      case "r" -> right(p);
      case "d" -> side(p);
      default -> sure(p);
    };
  }

  /** Returns the names of segments to sort by, those in most photographs first. */
  public List<String> sortable() {
    return index.segments().stream().limit(SORTED).toList();
  }

  /**
   * The colour of segments.
   *
   * @param name CSS class
   * @param css on the page
   * @param bright on pictures
   */
  public record Colour(String name, String css, String bright) {}

  /** Returns the colours in use. */
  public List<Colour> colours() {
    return List.copyOf(colours.values());
  }

  /** Returns the rules of the style sheet that hide what filters leave out. */
  public String rules() {
    StringBuilder css = new StringBuilder();
    useful.forEach(filter -> css.append(filter.rules()));
    return css.toString();
  }

  /** Returns the last part of a path. */
  public String name(Photograph p) {
    return p.image().substring(p.image().lastIndexOf('/') + 1);
  }

  /** Returns what the model said, where it is not simply right. */
  public String verdict(Photograph p) {
    Boolean right = p.answer().right();
    return right == null
        ? "said " + p.answer().predicted()
        : right ? "\u2713 right" : "\u2717 said " + p.answer().predicted();
  }

  /** Returns a share in per cent, with its sign where that means something. */
  public String percent(double share) {
    String number = NumberText.fixed(100 * Math.abs(share), 0) + "\u00a0%";
    return !index.signed() || number.startsWith("0\u00a0")
        ? number
        : (share < 0 ? "\u2212" : "+") + number;
  }

  /** Returns whether the model said another class than the label. */
  public boolean wrong(Photograph p) {
    return Boolean.FALSE.equals(p.answer().right());
  }

  /** Returns what a photograph of a strip shows, for readers who do not see it. */
  public String alternative(Pick pick) {
    Photograph p = byId.get(pick.photograph());
    String side =
        !index.signed() || pick.sign() == 0
            ? ""
            : (pick.sign() > 0 ? ", for " : ", against ") + p.answer().target();
    String caption = pick.caption().equals(pick.segment()) ? "" : pick.caption() + ": ";
    return caption + PlaceText.label(pick.segment()) + side + ", in " + p.image();
  }

  /** Returns the data attributes of a tile, which filters and sorting read; no text of others. */
  public String data(Photograph p) {
    StringBuilder data = new StringBuilder();
    for (PhotographFilter filter : useful) {
      data.append("data-").append(filter.key()).append("=\"").append(value(filter, p));
      data.append("\" ");
    }
    data.append("data-s=\"").append(thousandths(Math.abs(p.first().share())));
    data.append("\" data-c=\"").append(thousandths(p.answer().confidence())).append('"');
    return data.toString();
  }

  private static long thousandths(double share) {
    return Math.round(1000 * share);
  }

  /** Returns the places of the rows with an outline, large segments first. */
  public List<Integer> outlined(Photograph p) {
    return IntStream.range(0, p.rows().size())
        .boxed()
        .filter(k -> !p.rows().get(k).outline().isEmpty())
        .sorted(Comparator.comparingDouble(k -> -p.rows().get(k).fraction()))
        .toList();
  }

  /** Returns the rows whose names have a place in the picture. */
  public List<Photograph.Row> named(Photograph p) {
    return p.rows().stream().filter(row -> row.x() >= 0 && !row.outline().isEmpty()).toList();
  }

  /** Returns whether there are so many photographs that cards show only the most important. */
  public boolean compact() {
    return index.photographs().size() > PictureSize.DETAILED;
  }

  /** Returns whether more than the first segment is outlined, or there is no other. */
  public boolean detailed(Photograph p) {
    return p.rows().size() == 1 || outlined(p).size() > 1;
  }

  /** Returns {@code f}, {@code a} or, where no sign means anything, {@code u}. */
  public String tone(Photograph.Row row) {
    return !index.signed() || row.sign() == 0 ? "u" : row.sign() > 0 ? "f" : "a";
  }

  /** Returns how dense a segment is filled, 0 to 1. */
  public String opacity(Photograph.Row row) {
    return NumberText.plain(0.12 + 0.7 * Math.min(1, Math.abs(row.share())));
  }

  /** Returns the length of a bar whose axis is in the middle, in per cent. */
  public String half(double share) {
    return NumberText.plain(50 * Math.min(1, Math.abs(share)));
  }
}
