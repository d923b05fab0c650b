package org.segmentattribution.report.find;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.segmentattribution.report.answer.Phrases;
import org.segmentattribution.report.answer.Sentence;
import org.segmentattribution.report.page.Block;
import org.segmentattribution.report.page.ReportPage;
import org.segmentattribution.report.page.RunDetails;
import org.segmentattribution.report.page.Section;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.NumberText;

/**
 * The page of {@code sat suspects}.
 *
 * @param searched what was searched
 * @param suspects the first one first
 * @param spectra spectral clusters of whole maps, one a class; empty where nobody asked
 * @param details configuration, files, provenance
 */
public record SuspectsReport(
    Searched searched, List<Found> suspects, List<ClassSpectrum> spectra, RunDetails details) {
  private static final int SHOWN = 20;

  /**
   * What was searched.
   *
   * @param images number of photographs
   * @param outside mean part of a photograph outside the named segments, 0 to 1
   * @param share attribution there as a part of all magnitudes, with signs
   * @param regions number of regions of strong attribution
   */
  public record Searched(int images, double outside, double share, int regions) {}

  /**
   * A suspect.
   *
   * @param number its rank
   * @param name what it looks like; empty where nobody asked
   * @param doubt whether it may be no more than a surrounding
   * @param counts regions and images
   * @param classes for each class, the part of its images that have it, the largest first
   * @param numbers share, density, tightness, beyond chance, separation, contrast, stability, in
   *     this order
   * @param sheet photographs; null for none
   */
  public record Found(
      int number,
      String name,
      Doubt doubt,
      Counts counts,
      Map<String, Double> classes,
      List<Double> numbers,
      Drawing sheet) {
    private String title() {
      return name.isEmpty() ? "Suspect " + number : "Suspect " + number + ": " + name;
    }

    private double share() {
      return numbers.get(0);
    }
  }

  /** Why a suspect may be none. */
  public enum Doubt {
    NONE("", ""),
    UNSURE("Not clear: other places are nearly as much like them. ", "not clear"),
    WEAK("No more than a surrounding. ", "no more than a surrounding");

    private final String words;
    private final String note;

    Doubt(String words, String note) {
      this.words = words;
      this.note = note;
    }
  }

  /** Numbers of regions and of images that have one. */
  public record Counts(int regions, int images) {}

  /** Returns the page. */
  public ReportPage page() {
    List<Section> sections = new ArrayList<>();
    for (Found suspect : suspects) {
      if (suspect.sheet != null) {
        sections.add(section(suspect));
      }
    }
    if (!suspects.isEmpty()) {
      sections.add(Section.folded("All numbers", "how strong each suspect is", List.of(table())));
    }
    if (!spectra.isEmpty()) {
      sections.add(SpectrumSection.of(spectra));
    }
    sections.add(Section.folded("How it was found", "what the numbers mean", words()));
    sections.addAll(details.sections());
    return new ReportPage(
        "What does the model look at that nobody named?",
        Sentence.of(
            NumberText.photographs(searched.images)
                + "; "
                + NumberText.percent(searched.outside)
                + " of a photograph is searched: what is outside all masks, and the background."),
        List.of(),
        List.of(new Block.Hero(List.of(found()))),
        sections);
  }

  /** Says what was found. */
  Sentence found() {
    Phrases text = new Phrases();
    if (suspects.isEmpty()) {
      return text.strong("No suspect: ")
          .plain(
              "no regions of strong attribution outside the named segments are alike in enough"
                  + " photographs.")
          .sentence();
    }
    Found first = suspects.get(0);
    if (first.doubt == Doubt.WEAK) {
      return text.strong("Nothing stands out: ")
          .plain(
              "where attribution lies outside the named segments, the places are no more alike than"
                  + " random ones.")
          .sentence();
    }
    if (first.doubt == Doubt.UNSURE) {
      return text.strong("Not sure: ")
          .plain("places that look alike speak for a class in ")
          .plain(NumberText.photographs(first.counts.images))
          .plain(", but other places are nearly as much like them. Look at suspect 1.")
          .sentence();
    }
    Map.Entry<String, Double> most = first.classes.entrySet().iterator().next();
    text.plain("Outside all named segments, ")
        .strong(first.name.isEmpty() ? "places that look alike" : "something like " + first.name)
        .plain(" speak for a class in " + NumberText.photographs(first.counts.images) + ": ")
        .strong(ClassPart.text(most))
        .plain(", with " + NumberText.percent(first.share()) + " of all attribution.");
    return text.sentence();
  }

  /** Returns its photographs; folded where they are no more than a surrounding. */
  private static Section section(Found suspect) {
    if (suspect.doubt == Doubt.NONE || suspect.doubt == Doubt.UNSURE && suspect.number == 1) {
      return new Section(suspect.title(), blocks(suspect));
    }
    return Section.folded(suspect.title(), suspect.doubt.note, blocks(suspect));
  }

  private static List<Block> blocks(Found suspect) {
    return List.of(
        new Block.Figure(
            suspect.counts.regions
                + " regions in "
                + NumberText.photographs(suspect.counts.images)
                + " ("
                + ClassPart.first(suspect.classes)
                + "), "
                + NumberText.percent(suspect.share())
                + " of all attribution. "
                + suspect.doubt.words
                + "The strongest first.",
            suspect.sheet));
  }

  private Block table() {
    List<List<Block.Cell>> rows = new ArrayList<>();
    for (Found of : suspects.subList(0, Math.min(SHOWN, suspects.size()))) {
      List<Block.Cell> row = new ArrayList<>();
      row.add(new Block.Cell(of.title(), of.doubt == Doubt.NONE));
      row.add(Block.Cell.of(ClassPart.first(of.classes)));
      row.add(Block.Cell.of(of.counts.regions, NumberText.count(of.counts.regions)));
      row.add(Block.Cell.of(of.counts.images, NumberText.count(of.counts.images)));
      row.add(Block.Cell.of(of.share(), NumberText.percent(of.share())));
      for (double value : of.numbers.subList(1, of.numbers.size())) {
        row.add(Block.Cell.of(value, NumberText.fixed(value, 2)));
      }
      rows.add(row);
    }
    return new Block.Table(
        "The first is the one with the highest score. Bold: clear.",
        List.of(
            "Suspect",
            "classes",
            "regions",
            "photographs",
            "share",
            "density",
            "tightness",
            "beyond chance",
            "separation",
            "contrast",
            "stability"),
        rows,
        2,
        "");
  }

  private List<Block> words() {
    return List.of(
        new Block.Text(
            "In all maps together, "
                + NumberText.count(searched.regions)
                + " connected regions of strong attribution for the class were found outside the"
                + " named segments. They are described by a layer of the classifier at that place, by"
                + " colour, shape and place, and joined to a tree of clusters (Ward) together with"
                + " random places of the same photographs."),
        new Block.Text(
            "Share: attribution of the regions, with signs, as a part of the magnitudes of all maps."
                + " Density: the same a pixel; 1 is that of all these regions together."
                + " Tightness: how much closer the regions are to each other than to random places of"
                + " the same photographs (0: as to random places). Beyond chance: the part of the"
                + " regions that random places do not explain. Separation: how much closer the regions"
                + " are to their nearest neighbours among themselves than to those outside (below 0: no"
                + " closer). Contrast: the part of the photographs that have one, of the class with most, minus the mean of the other classes."
                + " Stability: how well each half of the photographs alone finds the same regions."
                + " The score is the product of beyond chance, separation, stability, the density to the"
                + " power of 1.5, and half of 1 + contrast."),
        new Block.Text(
            "A suspect is a place to look at, not a proof. Give it a name, and the next run has a row"
                + " for it."));
  }
}
