package org.segmentattribution.command.suspects;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.command.RunProvenance;
import org.segmentattribution.command.ablate.UnchangedRun;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.report.figure.ContactSheet;
import org.segmentattribution.report.find.SuspectsReport;
import org.segmentattribution.report.page.Entry;
import org.segmentattribution.report.page.HtmlReport;
import org.segmentattribution.report.page.RunDetails;
import org.segmentattribution.report.page.RunFile;
import org.segmentattribution.report.svg.Drawing;
import org.segmentattribution.report.svg.NamedMask;
import org.segmentattribution.report.svg.SegmentColours;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.suspect.SearchedImage;
import org.segmentattribution.suspect.StrongRegion;
import org.segmentattribution.suspect.Suspect;
import org.segmentattribution.suspect.SuspectsCsv;

/**
 * Draws suspects and writes their page.
 *
 * @param opened the run
 * @param directory where drawings and page go
 * @param settings how suspects were looked for
 */
record SuspectsPage(UnchangedRun opened, RunDirectory directory, SuspectsSettings settings) {
  private static final int SHEETS = 5;
  private static final int PICTURES = 9;

  private static final List<RunFile> FILES =
      List.of(
          new RunFile(SuspectsCsv.FILE, "a row a suspect"),
          new RunFile(SuspectsCsv.REGIONS, "a row a region"),
          new RunFile(SuspectsRecord.FILE, "how suspects were looked for"),
          new RunFile("report.html", "the page of the run"));

  void write(List<SearchedImage> images, List<Suspect> suspects, Map<Integer, String> names)
      throws IOException {
    List<SuspectsReport.Found> found = new ArrayList<>();
    for (Suspect of : suspects) {
      Suspect.Strength s = of.strength();
      found.add(
          new SuspectsReport.Found(
              of.number(),
              names.getOrDefault(of.number(), ""),
              s.isClear()
                  ? SuspectsReport.Doubt.NONE
                  : s.isPossible() ? SuspectsReport.Doubt.UNSURE : SuspectsReport.Doubt.WEAK,
              new SuspectsReport.Counts(of.regions().size(), of.images()),
              of.classes(),
              List.of(
                  s.share(),
                  s.density(),
                  s.alike().tightness(),
                  s.alike().beyondChance(),
                  s.alike().separation(),
                  s.contrast(),
                  s.alike().stability()),
              of.number() <= SHEETS ? sheet(of) : null));
    }
    RunDetails run = RunProvenance.of(directory, FILES);
    List<Entry> entries = new ArrayList<>();
    settings
        .asMap()
        .forEach(
            (name, value) ->
                entries.add(new Entry(name, value.equals("") ? "chosen" : value.toString())));
    SuspectsReport report =
        new SuspectsReport(
            new SuspectsReport.Searched(
                (int) images.stream().map(SearchedImage::image).distinct().count(),
                images.stream().mapToDouble(SearchedImage::outside).average().orElse(0),
                images.stream().mapToDouble(SearchedImage::share).average().orElse(0),
                images.stream().mapToInt(of -> of.regions().size()).sum()),
            found,
            settings.spray() ? MapSpectra.of(images, suspects, settings.seed()) : List.of(),
            new RunDetails(List.of(), entries, FILES, run.provenance()));
    HtmlReport.write(report.page(), directory.path(SuspectsRecord.PAGE));
  }

  private Drawing sheet(Suspect suspect) throws IOException {
    Map<String, List<StrongRegion>> byImage = new LinkedHashMap<>();
    for (StrongRegion region : suspect.regions()) {
      if (byImage.size() < PICTURES || byImage.containsKey(region.image())) {
        byImage.computeIfAbsent(region.image(), id -> new ArrayList<>()).add(region);
      }
    }
    Set<String> ids = new HashSet<>(byImage.keySet());
    List<ImageRecord> records =
        opened.images().records().stream().filter(of -> ids.contains(of.id())).toList();
    Map<String, PreparedImage> prepared = new HashMap<>();
    opened.prepared(records).forEach(of -> prepared.put(of.record().id(), of));
    String name = "suspect " + suspect.number();
    List<ContactSheet.Picture> pictures = new ArrayList<>();
    byImage.forEach(
        (id, regions) -> {
          if (prepared.containsKey(id)) {
            List<NamedMask> masks =
                regions.stream().map(of -> new NamedMask(name, of.mask())).toList();
            pictures.add(new ContactSheet.Picture(id, prepared.get(id).grid(), masks));
          }
        });
    Drawing sheet = ContactSheet.of(pictures, SegmentColours.of(List.of(name)));
    directory.write("figures/suspects-" + suspect.number() + ".svg", sheet.wide());
    return sheet;
  }
}
