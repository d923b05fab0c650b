package org.segmentattribution.segmentation.coco;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.WrongInput;

/**
 * Decides which entry of a COCO file belongs to which image of a data set, whose folders may have
 * other names. Two paths fit better the more folders they share, counted from the end; each entry
 * belongs to only one image, and each image to one entry. Where paths share only the last name, and
 * their folders contradict, that name must be unique.
 */
final class CocoMatch {
  /** An entry that fits an image; a larger score is a better fit. */
  private record Fit(CocoImage entry, int score) {}

  /** An entry under one of its names, with the number of parts of that name. */
  private record Named(CocoImage entry, String name, int parts) {}

  private static final int LITERAL = 1 << 20;
  private static final int PART = 8;
  private static final int EQUAL = 4;
  private static final int CONTAINED = 2;
  private static final int SAME_ENDING = 1;

  private final Map<String, List<Named>> literal = new HashMap<>();
  private final Map<String, List<Named>> meant = new HashMap<>();
  private final Map<String, Integer> lastNames = new HashMap<>();
  private final Map<String, Fit> found = new HashMap<>();
  private final Map<String, String> refused = new HashMap<>();
  private final Set<Long> taken = new HashSet<>();
  private final Set<String> listed;
  private final CocoIds ids;

  /**
   * Finds the images of all entries.
   *
   * @param paths of all images of the data set; none where they are not known
   */
  CocoMatch(Collection<CocoImage> entries, CocoIds ids, List<String> paths) {
    this.ids = ids;
    listed = Set.copyOf(paths);
    for (CocoImage entry : entries) {
      add(literal, entry.fileName(), entry);
      String other = CocoNames.meant(entry.fileName());
      if (!other.equals(entry.fileName())) {
        add(meant, other, entry);
      }
    }
    paths.forEach(path -> lastNames.merge(lastName(path), 1, Integer::sum));
    List<String> rest = paths;
    int before;
    do {
      before = rest.size();
      rest = round(rest);
    } while (rest.size() < before);
  }

  /** Adds an entry under all ends of a path. */
  private static void add(Map<String, List<Named>> index, String path, CocoImage entry) {
    StringBuilder end = new StringBuilder();
    List<String> parts = CocoNames.parts(path);
    Named named = new Named(entry, path, parts.size());
    for (String part : parts) {
      end.insert(0, "/" + part);
      index.computeIfAbsent(end.toString(), key -> new ArrayList<>(1)).add(named);
    }
  }

  private static String lastName(String path) {
    return CocoImage.lastName(ImageRecord.stem(path));
  }

  /** Gives entries to the images that fit best; returns the images without one. */
  private List<String> round(List<String> paths) {
    Map<String, List<Fit>> fits = new HashMap<>();
    Map<Long, Integer> best = new HashMap<>();
    for (String path : paths) {
      fits.put(path, fits(path));
      fits.get(path).forEach(fit -> best.merge(fit.entry().id(), fit.score(), Math::max));
    }
    Map<Long, List<String>> claims = new HashMap<>();
    for (String path : paths) {
      for (Fit fit : fits.get(path)) {
        if (fit.score() == best.get(fit.entry().id())) {
          claims.computeIfAbsent(fit.entry().id(), id -> new ArrayList<>(1)).add(path);
        }
      }
    }
    List<String> rest = new ArrayList<>();
    for (String path : paths) {
      refused.remove(path);
      List<Fit> own = fits.get(path);
      if (own.size() > 1) {
        refused.put(path, several(path, own));
      } else if (own.size() == 1 && claims.get(own.get(0).entry().id()).contains(path)) {
        List<String> claimed = claims.get(own.get(0).entry().id());
        if (claimed.size() == 1) {
          found.put(path, own.get(0));
          continue;
        }
        refused.put(path, contested(own.get(0).entry(), claimed));
      }
      rest.add(path);
    }
    found.values().forEach(fit -> taken.add(fit.entry().id()));
    return rest;
  }

  /** Returns the best free entries, all with one score. */
  private List<Fit> fits(String path) {
    List<Fit> best = fits(path, path, literal, LITERAL);
    if (best.isEmpty()) {
      best = fits(path, path, meant, 0);
    }
    // names in Label Studio have no blanks
    return best.isEmpty() && path.contains(" ")
        ? fits(path, path.replace(' ', '_'), meant, 0)
        : best;
  }

  private List<Fit> fits(String path, String as, Map<String, List<Named>> index, int bonus) {
    List<String> parts = CocoNames.parts(as);
    for (int shared = parts.size(); shared > 0; shared--) {
      StringBuilder end = new StringBuilder();
      parts.subList(0, shared).forEach(part -> end.insert(0, "/" + part));
      List<Named> all = index.getOrDefault(end.toString(), List.of());
      boolean unique = all.size() == 1 && lastNames.getOrDefault(lastName(path), 1) == 1;
      List<Fit> best = new ArrayList<>();
      for (Named named : all) {
        boolean whole = shared == named.parts();
        boolean contained = shared == parts.size() || whole;
        if ((contained || shared > 1 || unique) && !taken.contains(named.entry().id())) {
          boolean equal = shared == parts.size() && whole;
          int folders = PART * shared + (contained ? CONTAINED : 0) + (equal ? EQUAL : 0);
          keepBest(best, new Fit(named.entry(), bonus + folders + ending(path, named.name())));
        }
      }
      if (!best.isEmpty()) {
        return best;
      }
    }
    return List.of();
  }

  private static int ending(String path, String name) {
    String a = path.substring(ImageRecord.stem(path).length());
    String b = name.substring(ImageRecord.stem(name).length());
    return a.equalsIgnoreCase(b) ? SAME_ENDING : 0;
  }

  private static void keepBest(List<Fit> best, Fit fit) {
    if (!best.isEmpty() && best.get(0).score() < fit.score()) {
      best.clear();
    }
    if (best.isEmpty() || best.get(0).score() == fit.score()) {
      best.add(fit);
    }
  }

  /** Returns a path for messages; a stem, which is kept with a dot at its end, loses the dot. */
  static String shown(String path) {
    return path.endsWith(".") ? ImageRecord.stem(path) : path;
  }

  private String several(String path, List<Fit> fits) {
    return "%d images could be %s: those with the ids %s and %s"
        .formatted(
            fits.size(),
            shown(path),
            ids.text(fits.get(0).entry().id()),
            ids.text(fits.get(1).entry().id()));
  }

  private String contested(CocoImage entry, List<String> paths) {
    return "image %s, '%s', could be %s or %s: write the folder into file_name, or explain one folder"
        .formatted(ids.text(entry.id()), entry.fileName(), paths.get(0), paths.get(1));
  }

  /**
   * Returns the entry of an image.
   *
   * @param path with or without its extension
   * @throws WrongInput in one line, where there is none, or several fit
   */
  CocoImage find(String path) {
    Fit fit = found.get(path);
    if (fit != null) {
      return fit.entry();
    }
    if (refused.containsKey(path)) {
      throw new WrongInput(refused.get(path));
    }
    List<Fit> fits = listed.contains(path) ? List.of() : fits(path);
    if (fits.size() == 1) {
      return fits.get(0).entry();
    }
    if (fits.size() > 1) {
      throw new WrongInput(several(path, fits));
    }
    String stem = ImageRecord.stem(path);
    throw new WrongInput(
        "no image has the file_name %s.* or one that ends in %s.*"
            .formatted(stem, CocoImage.lastName(stem)));
  }

  /**
   * Returns whether an image was matched by a name that is not its own, or in spite of its folders.
   */
  boolean isGuess(String path) {
    Fit fit = found.get(path);
    if (fit == null) {
      return false;
    }
    String name = fit.entry().fileName();
    boolean otherEnding = (fit.score() & SAME_ENDING) == 0 && !ImageRecord.stem(name).equals(name);
    return fit.score() < LITERAL || (fit.score() & CONTAINED) == 0 || otherEnding;
  }
}
