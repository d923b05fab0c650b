package org.segmentattribution.command.mend;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.SettingText;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.ablate.AblateRun;
import org.segmentattribution.command.ablate.RemovalSettings;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.ExplainWithReport;
import org.segmentattribution.effect.EffectMeasure;
import org.segmentattribution.effect.EffectSummary;
import org.segmentattribution.effect.MeasuredWith;
import org.segmentattribution.pipeline.Progress;

/**
 * Chooses the segment that a classifier should do without: the one that the call names, or one of
 * the run by what its removal costs, or a suspect, which becomes a segment of a run of its own and
 * must pass the same rule.
 *
 * @param settings of the round
 * @param all images of the run
 * @param progress of the steps
 */
record SegmentChoice(MendSettings settings, List<ImageRecord> all, Progress progress) {
  /** Name of the run with the suspect among its segments, in the folder of the results. */
  static final String RUN = "before";

  /**
   * What was chosen.
   *
   * @param proposal the segment
   * @param before settings of the run that has it
   * @param suspect what it was, if nobody had named it; else null
   */
  record Chosen(Proposal proposal, ExplainSettings before, Suspected suspect) {}

  /**
   * A suspect that was chosen.
   *
   * @param found what was found
   * @param why suspects were looked for
   */
  record Suspected(SuspectSearch.Suspect found, String why) {}

  /**
   * Chooses.
   *
   * @throws WrongInput where nothing is to blame; the message says what to do
   */
  Chosen choose() throws IOException {
    ExplainSettings run = settings.explained();
    if (measured().filter(with -> !with.compared()).isPresent()) {
      progress.note(
          SettingText.of(
              "effects of the run were measured with {placebo} none, so nothing says what a"
                  + " segment costs; they are measured again"));
    }
    List<EffectSummary> effects = effects(run);
    if (settings.segment() != null) {
      return new Chosen(Proposal.named(settings.segment(), effects), run, null);
    }
    Optional<Proposal> named = Proposal.of(effects, SlicedRun.read(run.out(), all));
    String why = why(named, effects);
    if (why.isEmpty()) {
      return new Chosen(named.orElseThrow(() -> none(effects, "")), run, null);
    }
    progress.note(why + ": looking for suspects");
    Optional<Chosen> suspect = suspect(effects, why, named.isPresent());
    return suspect.isPresent() ? suspect.get() : new Chosen(named.orElseThrow(), run, null);
  }

  /** Says why suspects are looked for; empty where they are not. */
  private String why(Optional<Proposal> named, List<EffectSummary> effects) throws IOException {
    SuspectsWhen when = settings.suspects().when();
    if (when == SuspectsWhen.NEVER) {
      return "";
    }
    if (named.isEmpty()) {
      return Proposal.whyNone(effects);
    }
    List<String> classes = OutsideShare.largest(settings.run());
    if (!classes.isEmpty()) {
      return "more attribution a pixel lies outside every segment than in any, in "
          + String.join(", ", classes);
    }
    return when == SuspectsWhen.ALWAYS ? "the call asks for it" : "";
  }

  /**
   * Returns a suspect that the classifier needs; none where a named segment is better.
   *
   * @param other whether there is a named one
   */
  private Optional<Chosen> suspect(List<EffectSummary> effects, String why, boolean other)
      throws IOException {
    ExplainSettings run = settings.explained();
    SuspectSearch search = new SuspectSearch(settings.suspects().search(), progress);
    Optional<SuspectSearch.Suspect> clear = search.clear(run);
    if (clear.isEmpty()) {
      String found = "no suspect is clear (" + run.out().resolve("suspects.html") + ")";
      progress.note(found);
      return orNone(other, effects, "; " + found + "; {adopt} of suspects takes one all the same");
    }
    String name = SuspectSearch.freeName(run.out());
    AdoptedSegment adopted = search.adopt(run, clear.get().rank(), name);
    progress.note(
        "suspect 1 becomes the segment '%s': %d regions in %d images"
            .formatted(name, clear.get().regions(), clear.get().images()));
    ExplainSettings before = adopted.addedTo(run, settings.out().resolve(RUN));
    ExplainWithReport.run(before, progress);
    List<EffectSummary> again = effects(before);
    Optional<Proposal> best = Proposal.of(again, SlicedRun.read(before.out(), all));
    if (best.isPresent() && best.get().segment().equals(name)) {
      return Optional.of(new Chosen(best.get(), before, new Suspected(clear.get(), why)));
    }
    String less =
        best.isPresent()
            ? "'%s' is needed more than '%s'".formatted(best.get().segment(), name)
            : "'%s' is not needed: its removal costs no class surely more than 15 %% of its lead"
                .formatted(name);
    progress.note(less);
    return orNone(other, effects, "; " + less + " (" + before.out().resolve("report.html") + ")");
  }

  private static Optional<Chosen> orNone(
      boolean other, List<EffectSummary> effects, String suspects) {
    if (other) {
      return Optional.empty();
    }
    throw none(effects, suspects);
  }

  private static WrongInput none(List<EffectSummary> effects, String suspects) {
    return WrongInput.of(
        "%s, so none is proposed; name one with {segment}" + suspects, Proposal.whyNone(effects));
  }

  private List<EffectSummary> effects(ExplainSettings of) throws IOException {
    return new AblateRun(of.out(), of, removal()).measure(List.of(), progress).effects();
  }

  private Optional<MeasuredWith> measured() throws IOException {
    return Files.isRegularFile(settings.run().resolve(EffectMeasure.FILE))
        ? Optional.of(MeasuredWith.read(settings.run()))
        : Optional.empty();
  }

  /**
   * Returns how the effects of the run were measured, so that they are not measured again; but with
   * placebos, without which nothing says what a segment costs.
   */
  RemovalSettings removal() throws IOException {
    RemovalSettings usual = settings.removal();
    Optional<MeasuredWith> measured = measured();
    if (measured.isEmpty()) {
      return usual;
    }
    MeasuredWith with = measured.get();
    Map<String, Object> of = with.settings();
    return new RemovalSettings(
        with.fills(),
        with.compared() ? with.placebo() : usual.placebo(),
        number(of.get("placebos"), usual.placebos()),
        String.valueOf(of.getOrDefault("nested", usual.nested())),
        with.value(),
        number(of.get("combine"), usual.combine()),
        of.get("seed") instanceof Number seed ? seed.longValue() : usual.seed());
  }

  private static int number(Object value, int otherwise) {
    return value instanceof Number number ? number.intValue() : otherwise;
  }
}
