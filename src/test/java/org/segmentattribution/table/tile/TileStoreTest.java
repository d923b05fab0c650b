package org.segmentattribution.table.tile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.segmentattribution.api.SegmentAttribution;
import org.segmentattribution.table.SatCsv;
import org.segmentattribution.table.TableRows;

/** Filters, counts and orders are those that plain Java finds in the rows. */
class TileStoreTest {
  private static final List<String> CLASSES = List.of("zebra", "horse", "o'; DROP TABLE tile --");
  private static final List<String> SEGMENTS = List.of("mane", "sky", "gra\"ss", "%_");
  private static final TileQuestion.Methods FIRST = new TileQuestion.Methods(0, -1);
  private static final TileQuestion.Methods BOTH = new TileQuestion.Methods(0, 0);

  @TempDir Path folder;

  /** A photograph as this test makes it, with all that the filters ask. */
  private record Photo(String id, String label, Said a, Said b) {}

  private record Said(String predicted, double sure, String first, double signed) {
    String right(String label) {
      return predicted.equals(label) ? "right" : "wrong";
    }

    String speaks() {
      return signed > 0 ? "for" : "against";
    }
  }

  private final Random random = new Random(3);

  private Said said(String id, String label, List<SegmentAttribution> rows) {
    String predicted = random.nextInt(3) > 0 ? label : CLASSES.get(random.nextInt(3));
    double sure = random.nextInt(101) / 100.0;
    TableRows table = TableRows.of(id).of(label, predicted, label).confidence(sure);
    String first = "";
    double strongest = 0;
    int segments = 1 + random.nextInt(SEGMENTS.size());
    for (int i = 0; i < segments; i++) {
      // no two are equal, so one comes first
      double signed = (random.nextBoolean() ? 1 : -1) * (1 + random.nextInt(90) + i / 10.0);
      table.segment(SEGMENTS.get(i), signed);
      if (Math.abs(signed) > Math.abs(strongest)) {
        strongest = signed;
        first = SEGMENTS.get(i);
      }
    }
    rows.addAll(table.rows());
    return new Said(predicted, sure, first, strongest);
  }

  private List<Photo> photos(int count) throws IOException {
    List<SegmentAttribution> a = new ArrayList<>();
    List<SegmentAttribution> b = new ArrayList<>();
    List<Photo> photos = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = String.format(Locale.ROOT, "photo-%03d", i);
      String label = CLASSES.get(random.nextInt(3));
      photos.add(new Photo(id, label, said(id, label, a), said(id, label, b)));
    }
    write("a", a);
    write("b", b);
    return photos;
  }

  private void write(String run, List<SegmentAttribution> rows) throws IOException {
    SatCsv.write(Files.createDirectory(folder.resolve(run)).resolve("sat.csv"), rows);
  }

  private TileStore open(String... runs) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (String run : runs) {
      paths.add(folder.resolve(run));
    }
    return TileStore.open(paths);
  }

  private static TileQuestion ask(TileQuestion.Methods methods, TileFilter filter) {
    return new TileQuestion(methods, filter, TileSort.NAME, false, 0, 1000);
  }

  private static List<String> ids(List<Photo> photos, Predicate<Photo> wanted) {
    return photos.stream().filter(wanted).map(Photo::id).toList();
  }

  private static List<String> ids(TilePage page) {
    return page.tiles().stream().map(tile -> tile.name().replaceFirst("\\..*", "")).toList();
  }

  private static Map<String, Integer> counted(
      List<Photo> photos, Predicate<Photo> wanted, Function<Photo, String> value) {
    Map<String, Integer> counts = new TreeMap<>();
    photos.stream().filter(wanted).forEach(p -> counts.merge(value.apply(p), 1, Integer::sum));
    return counts;
  }

  private static Map<String, Integer> counted(TilePage page, Facet facet) {
    Map<String, Integer> counts = new TreeMap<>();
    page.facets().get(facet).forEach(c -> counts.put(c.value(), c.count()));
    return counts;
  }

  @Test
  void filtersFindWhatTheRowsSayAndCountUnderTheOthers() throws IOException {
    List<Photo> photos = photos(150);
    try (TileStore store = open("a")) {
      for (String label : CLASSES) {
        for (String first : SEGMENTS) {
          TileFilter filter =
              new TileFilter(
                  Side.A,
                  Map.of(Facet.LABEL, List.of(label), Facet.FIRST, List.of(first)),
                  0.2,
                  0.8,
                  "O-1");
          Predicate<Photo> rest = p -> p.a.sure >= 0.2 && p.a.sure <= 0.8 && p.id.contains("o-1");
          Predicate<Photo> labelled = p -> p.label.equals(label);
          Predicate<Photo> looks = p -> p.a.first.equals(first);
          TilePage page = store.page(ask(FIRST, filter));
          assertEquals(ids(photos, rest.and(labelled).and(looks)), ids(page));
          assertEquals(page.tiles().size(), page.found());
          assertEquals(150, page.total());
          assertEquals(counted(photos, rest.and(looks), Photo::label), counted(page, Facet.LABEL));
          assertEquals(
              counted(photos, rest.and(labelled), p -> p.a.first), counted(page, Facet.FIRST));
          assertEquals(
              counted(photos, rest.and(labelled).and(looks), p -> p.a.speaks()),
              counted(page, Facet.SPEAKS));
          assertEquals(
              counted(photos, rest.and(labelled).and(looks), p -> p.a.right(p.label)),
              counted(page, Facet.RIGHT));
        }
      }
    }
  }

  @Test
  void textIsNoPatternAndValuesAreNoSql() throws IOException {
    photos(20);
    try (TileStore store = open("a")) {
      for (String text : List.of("%", "_", "' OR 1=1 --", "photo%")) {
        TileFilter filter = new TileFilter(Side.A, Map.of(), 0, 1, text);
        assertEquals(0, store.page(ask(FIRST, filter)).found(), text);
      }
      TileFilter filter =
          new TileFilter(Side.A, Map.of(Facet.LABEL, List.of("' OR ''='")), 0, 1, "");
      assertEquals(0, store.page(ask(FIRST, filter)).found());
      assertEquals(20, store.page(ask(FIRST, TileFilter.ALL)).found());
    }
  }

  @Test
  void twoRunsShowPhotographsOfBothAndWhereTheyDiffer() throws IOException {
    List<Photo> photos = photos(80);
    try (TileStore store = open("a", "b")) {
      TileFilter another =
          new TileFilter(Side.A, Map.of(Facet.AGREE, List.of("another")), 0, 1, "");
      assertEquals(
          ids(photos, p -> !p.a.first.equals(p.b.first)), ids(store.page(ask(BOTH, another))));
      TileFilter alone =
          new TileFilter(Side.A, Map.of(Facet.RIGHT_IN, List.of("a", "b")), 0, 1, "");
      assertEquals(
          ids(photos, p -> p.a.right(p.label) != p.b.right(p.label)),
          ids(store.page(ask(BOTH, alone))));
      TileFilter right = new TileFilter(Side.B, Map.of(Facet.FIRST, List.of("sky")), 0.5, 1, "");
      assertEquals(
          ids(photos, p -> p.b.first.equals("sky") && p.b.sure >= 0.5),
          ids(store.page(ask(BOTH, right))));
      assertEquals(80, store.runs().get(1).photographs());
    }
  }

  @Test
  void everyColumnSortsAndPagesFollowEachOther() throws IOException {
    photos(50);
    Map<TileSort, Comparator<Tile>> orders =
        Map.of(
            TileSort.NAME, Comparator.comparing(Tile::name),
            TileSort.CONFIDENCE, Comparator.comparing(tile -> tile.a().confidence()),
            TileSort.SHARE, Comparator.comparing(tile -> tile.a().first().share()),
            TileSort.STRENGTH, Comparator.comparing(tile -> Math.abs(tile.a().first().share())),
            TileSort.FIRST, Comparator.comparing(tile -> tile.a().first().name()),
            TileSort.SEGMENTS, Comparator.comparing(tile -> tile.a().first().of()));
    try (TileStore store = open("a", "b")) {
      for (TileSort sort : TileSort.values()) {
        boolean descending = sort.ordinal() % 2 == 1;
        TileQuestion all = new TileQuestion(BOTH, TileFilter.ALL, sort, descending, 0, 1000);
        List<Tile> tiles = store.page(all).tiles();
        assertEquals(50, tiles.stream().map(Tile::no).distinct().count());
        List<Tile> pages = new ArrayList<>();
        for (int from = 0; from < 50; from += 20) {
          TileQuestion some = new TileQuestion(BOTH, TileFilter.ALL, sort, descending, from, 20);
          pages.addAll(store.page(some).tiles());
        }
        assertEquals(tiles, pages, sort.key());
        if (orders.containsKey(sort)) {
          Comparator<Tile> by = orders.get(sort);
          List<Tile> sorted = new ArrayList<>(tiles);
          sorted.sort(
              (descending ? by.reversed() : by).thenComparing(Comparator.comparing(Tile::no)));
          assertEquals(sorted, tiles, sort.key());
        }
        Neighbours tenth = store.neighbours(all, tiles.get(9).no());
        assertEquals(new Neighbours(10, tiles.get(8).no(), tiles.get(10).no()), tenth, sort.key());
      }
      TileFilter none = new TileFilter(Side.A, Map.of(), 0, 1, "no such");
      assertNull(store.neighbours(ask(BOTH, none), 0).place());
    }
  }

  @Test
  void aPhotographHasItsSegmentsWithSharesAndRanks() throws IOException {
    List<SegmentAttribution> rows =
        TableRows.of("one")
            .of("zebra", "horse", "zebra")
            .segment("sky", 1)
            .segment("mane", -3)
            .rows();
    write("a", rows);
    try (TileStore store = open("a")) {
      List<TileSegment> segments = store.segments(0, 0, 0);
      assertEquals(List.of("mane", "sky"), segments.stream().map(TileSegment::name).toList());
      assertEquals(-0.75, segments.get(0).share(), 1e-12);
      assertEquals(0.25, segments.get(1).share(), 1e-12);
      assertEquals(1, segments.get(0).rank());
      Tile tile = store.tile(FIRST, 0);
      assertEquals(new Tile.First("mane", -3, -0.75, 2), tile.a().first());
      assertEquals(false, tile.a().correct());
      assertNull(store.tile(FIRST, 1));
      assertNull(store.imageId(7));
      assertEquals(List.of(true), store.runs().get(0).signed());
    }
  }

  @Test
  void eachExplainedClassOfAPhotographIsATile() throws IOException {
    List<SegmentAttribution> rows = new ArrayList<>();
    for (String target : List.of("zebra", "horse")) {
      rows.addAll(
          TableRows.of("one")
              .of("zebra", "zebra", target)
              .segment("sky", target.equals("zebra") ? 1 : -1)
              .rows());
    }
    write("a", rows);
    try (TileStore store = open("a")) {
      List<Tile> tiles = store.page(ask(FIRST, TileFilter.ALL)).tiles();
      assertEquals(
          List.of("horse", "zebra"), tiles.stream().map(tile -> tile.a().target()).toList());
      assertEquals(-1, store.segments(0, 0, 0).get(0).share());
      assertEquals(1, store.segments(0, 0, 1).get(0).share());
    }
  }
}
