package org.segmentattribution.command.card;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.segmentattribution.analysis.TableTotals;
import org.segmentattribution.api.Failure;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.explain.ExplainReporter;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.RemovalFiles;
import org.segmentattribution.file.ReplacedFile;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.report.card.StripPicture;
import org.segmentattribution.report.card.StripPng;
import org.segmentattribution.report.page.Removal;
import org.segmentattribution.run.CardFiles;
import org.segmentattribution.run.RunCheck;
import org.segmentattribution.run.RunDirectory;
import org.segmentattribution.run.RunKind;
import org.segmentattribution.run.RunLock;
import org.segmentattribution.table.FailureCsv;
import org.segmentattribution.table.store.RunTables;

/**
 * {@code sat card}: writes a section of a model card from a finished run of {@code explain}.
 *
 * @param run folder of the run
 * @param explained its settings, with which photographs are opened again; null for a card without
 *     photographs
 */
public record CardRun(Path run, ExplainSettings explained) {
  /** More strips would fill pages. */
  private static final int STRIPS = 12;

  /** A text and the pictures beside it, by name. */
  private record Card(String text, Map<String, byte[]> pictures) {}

  /**
   * Writes the card.
   *
   * @param out the text's file, with the pictures beside it; null = into the run
   * @param notes takes lines for people
   * @return the text's file
   * @throws WrongInput where the run is of another kind, is not finished or has changed, or where
   *     its photographs have
   */
  public Path write(Path out, Consumer<String> notes) throws IOException {
    RunDirectory directory = RunDirectory.read(run);
    requireExplained(directory);
    RunCheck.tables(run, notes);
    if (out != null) {
      Path folder = out.toAbsolutePath().getParent();
      Card card = card(directory);
      Files.createDirectories(folder);
      write(folder, out.getFileName().toString(), card);
      return out;
    }
    return RunLock.holding(
        run,
        () -> {
          RunCheck.rebuild(
              run,
              notes,
              of -> {
                Card card = card(of);
                CardFiles.deleteIn(of);
                write(run, CardFiles.CARD, card);
              });
          return run.resolve(CardFiles.CARD);
        });
  }

  /** Refuses a run of another command. */
  public static void requireExplained(RunDirectory directory) {
    RunKind kind = directory.manifest().kind();
    if (kind != RunKind.EXPLAIN) {
      throw new WrongInput(
          directory.folder() + " was made by '" + kind + "'; cards are written of runs of explain");
    }
  }

  private static void write(Path folder, String name, Card card) throws IOException {
    // the text is last: pictures without it are no card
    for (Map.Entry<String, byte[]> one : card.pictures().entrySet()) {
      ReplacedFile.write(folder.resolve(one.getKey()), file -> Files.write(file, one.getValue()));
    }
    ReplacedFile.write(folder.resolve(name), file -> Files.writeString(file, card.text()));
  }

  private Card card(RunDirectory directory) throws IOException {
    RunCheck.effects(run);
    int failed =
        (int)
            FailureCsv.read(directory.path("failures.csv")).stream()
                .map(Failure::image)
                .distinct()
                .count();
    try (RunTables tables = RunTables.open(run, directory.manifest().seed())) {
      TableTotals totals =
          TableTotals.of(
              tables,
              failed,
              ExplainReporter.highlights(directory),
              ExplainReporter.known(directory));
      Removal removal = RemovalFiles.read(directory, totals);
      Map<String, byte[]> pictures = new LinkedHashMap<>();
      List<CardText.Strip> strips = strips(directory, pictures);
      return new Card(
          new CardText(
                  totals,
                  removal,
                  strips,
                  CardFacts.tested(directory.manifest(), totals.overview()),
                  CardFacts.made(
                      directory.manifest(), new Sha256().add(directory.path("sat.csv")).hex()))
              .text(),
          pictures);
    }
  }

  private List<CardText.Strip> strips(RunDirectory directory, Map<String, byte[]> files)
      throws IOException {
    if (explained == null) {
      return List.of();
    }
    Map<String, List<StripPicture>> opened = CardPhotographs.open(directory, explained, STRIPS);
    List<CardText.Strip> strips = new ArrayList<>();
    Set<String> used = new LinkedHashSet<>();
    for (Map.Entry<String, List<StripPicture>> of : opened.entrySet()) {
      String file = CardFiles.strip(of.getKey(), used);
      used.add(file);
      files.put(file, StripPng.draw(of.getValue()));
      strips.add(new CardText.Strip(of.getKey(), file, of.getValue()));
    }
    return strips;
  }
}
