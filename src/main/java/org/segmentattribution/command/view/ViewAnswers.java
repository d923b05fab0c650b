package org.segmentattribution.command.view;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.table.tile.ShownRun;
import org.segmentattribution.table.tile.Tile;
import org.segmentattribution.table.tile.TilePage;
import org.segmentattribution.table.tile.TileQuestion;
import org.segmentattribution.table.tile.TileSegment;
import org.segmentattribution.table.tile.TileStore;

/**
 * What each path means. Photographs are named by their numbers in the tables, never by a path.
 *
 * <ul>
 *   <li>{@code /}, {@code /view.css}, {@code /view.js}: the page
 *   <li>{@code /runs}: the runs, their methods, the segments and their colours
 *   <li>{@code /tiles?…}: a page of tiles, with counts for the filters
 *   <li>{@code /photo?no=N&…}: one photograph with its segments and neighbours
 *   <li>{@code /early/RUN/N.jpg}: the photograph, while the images are still being listed
 *   <li>{@code /thumb/RUN/N.jpg}, {@code /picture/RUN/N.jpg}: the photograph, small and large
 *   <li>{@code /outline/RUN/METHOD/N.svg}, {@code /overlay/RUN/METHOD/N.svg}: what lies over it
 *   <li>{@code /map/RUN/METHOD/N.jpg}: the attribution of each pixel, computed when asked for
 * </ul>
 */
final class ViewAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PICTURE =
      Pattern.compile("/(early|thumb|picture)/([01])/(\\d{1,9})\\.jpg");
  private static final Pattern DRAWING =
      Pattern.compile("/(outline|overlay)/([01])/(\\d{1,4})/(\\d{1,9})\\.svg");
  private static final Pattern MAP = Pattern.compile("/(map)/([01])/(\\d{1,4})/(\\d{1,9})\\.jpg");

  /** So many pictures at once bound memory. */
  private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final TileStore store;
  private final List<RunImages> images;
  private final SegmentColours colours;
  private final PhotographDrawings drawings;

  /** Makes addresses of pictures differ from those of an earlier server at the same port. */
  private final String id = UUID.randomUUID().toString();

  private final Semaphore pictures = new Semaphore(AT_ONCE);
  private final Semaphore masks = new Semaphore(AT_ONCE);

  /** Maps take seconds and all threads that the engine has. */
  private final Semaphore maps = new Semaphore(1);

  ViewAnswers(TileStore store, List<RunImages> images, List<PixelMaps> pixels, DrawnCache cache) {
    this.store = store;
    this.images = images;
    colours = SegmentColours.of(store.segments());
    drawings = new PhotographDrawings(store, images, colours, pixels, cache);
  }

  /** Answers a question of somebody who may ask. */
  Answer answer(String path, Params params) throws IOException {
    try {
      return of(path, params);
    } catch (WrongInput e) {
      return Answer.sentence(400, e.getMessage());
    } catch (OpenedImages.NotShown e) {
      return Answer.sentence(404, e.getMessage());
    }
  }

  private Answer of(String path, Params params) throws IOException {
    Matcher picture = PICTURE.matcher(path);
    if (picture.matches()) {
      return picture(picture);
    }
    Matcher drawing = DRAWING.matcher(path);
    if (drawing.matches()) {
      return drawing(drawing);
    }
    Matcher map = MAP.matcher(path);
    if (map.matches()) {
      return drawing(map);
    }
    return switch (path) {
      case "/runs" -> json(runs());
      case "/tiles" -> json(tiles(params));
      case "/photo" -> photo(params);
      // browsers ask for it, and a missing one would be an error in their consoles
      case "/favicon.ico" -> new Answer(204, "image/x-icon", new byte[0], Answer.NOT_KEPT);
      default ->
          PageFile.at(path).isPresent()
              ? PageFile.at(path).get().answer()
              : Answer.sentence(404, "There is nothing here.");
    };
  }

  private static Answer json(Object value) throws IOException {
    return Answer.json(JSON.writeValueAsBytes(value));
  }

  private Map<String, Object> runs() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (int i = 0; i < store.runs().size(); i++) {
      ShownRun run = store.runs().get(i);
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", run.name());
      one.put("methods", run.methods());
      one.put("signed", run.signed());
      one.put("photographs", run.photographs());
      // images without a segment, and those that failed, have no row and so no tile
      one.put("untold", Math.max(0, images.get(i).explained() - run.photographs()));
      one.put("early", images.get(i).early() != null);
      one.put("ready", images.get(i).isReady());
      one.put("notes", images.get(i).notes());
      all.add(one);
    }
    Map<String, Integer> colour = new LinkedHashMap<>();
    store.segments().forEach(name -> colour.put(name, colours.number(name)));
    return Map.of("id", id, "runs", all, "colours", colour);
  }

  private Map<String, Object> tiles(Params params) {
    TilePage page = store.page(params.question(store.runs()));
    // the first tiles do not share the processor with them
    images.forEach(RunImages::begin);
    Map<String, Object> facets = new LinkedHashMap<>();
    page.facets().forEach((facet, counts) -> facets.put(facet.key(), counts));
    return Map.of(
        "total",
        page.total(),
        "found",
        page.found(),
        "from",
        page.from(),
        "tiles",
        page.tiles(),
        "facets",
        facets);
  }

  private Answer photo(Params params) throws IOException {
    TileQuestion question = params.question(store.runs());
    int no = params.whole("no", -1, 0, Integer.MAX_VALUE);
    Tile tile = store.tile(question.methods(), no);
    if (tile == null) {
      return Answer.sentence(404, "The runs have no photograph of this number.");
    }
    List<List<TileSegment>> segments = new ArrayList<>();
    segments.add(store.segments(0, question.methods().a(), no));
    if (store.runs().size() > 1) {
      segments.add(store.segments(1, question.methods().b(), no));
    }
    return json(
        Map.of("tile", tile, "segments", segments, "neighbours", store.neighbours(question, no)));
  }

  /** Draws in one of a few threads. */
  private static byte[] alone(Semaphore permits, DrawnCache.Drawing drawing) throws IOException {
    try {
      permits.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OpenedImages.NotShown("The server ends.");
    }
    try {
      return drawing.make();
    } finally {
      permits.release();
    }
  }

  private Answer picture(Matcher asked) throws IOException {
    int run = run(asked.group(2));
    int no = photograph(asked.group(3));
    if (asked.group(1).equals("early")) {
      byte[] drawn = alone(pictures, () -> drawings.early(run, no));
      return new Answer(200, "image/jpeg", drawn, Answer.NOT_KEPT);
    }
    boolean small = asked.group(1).equals("thumb");
    return Answer.picture("image/jpeg", alone(pictures, () -> drawings.picture(run, no, small)));
  }

  private Answer drawing(Matcher asked) throws IOException {
    int run = run(asked.group(2));
    int method = Integer.parseInt(asked.group(3));
    int no = photograph(asked.group(4));
    if (method >= store.runs().get(run).methods().size()) {
      throw new WrongInput("the run has no method of this number");
    }
    if (asked.group(1).equals("map")) {
      return Answer.picture("image/jpeg", alone(maps, () -> drawings.map(run, method, no)));
    }
    boolean line = asked.group(1).equals("outline");
    return Answer.picture(
        "image/svg+xml",
        alone(
            masks,
            () -> line ? drawings.outline(run, method, no) : drawings.overlay(run, method, no)));
  }

  private int run(String number) {
    int run = Integer.parseInt(number);
    if (run >= store.runs().size()) {
      throw new WrongInput("there is no second run");
    }
    return run;
  }

  private int photograph(String number) {
    int no = Integer.parseInt(number);
    if (store.imageId(no) == null) {
      throw new WrongInput("the runs have no photograph of this number");
    }
    return no;
  }
}
