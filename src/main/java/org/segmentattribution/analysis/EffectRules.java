package org.segmentattribution.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.effect.EffectCsv;
import org.segmentattribution.effect.EffectMeasure;
import org.segmentattribution.effect.EffectSummaries;
import org.segmentattribution.effect.MeasuredWith;
import org.segmentattribution.file.Spelling;

/**
 * The effects of a run, for rules on them.
 *
 * @param effects by class and segment
 * @param compared whether other places were filled, wherever one fits
 */
record EffectRules(EffectSummaries effects, boolean compared) {
  /**
   * Reads the effects of a run.
   *
   * @param rule asks for them
   * @throws WrongInput where there are none
   */
  static EffectRules read(Path run, Rule rule) throws IOException {
    Path folder = Files.isDirectory(run) ? run : run.toAbsolutePath().getParent();
    if (!Files.isRegularFile(folder.resolve(EffectCsv.FILE))) {
      throw WrongInput.of(
          "{rule} '%s': %s has no effects; measure them first with ablate", rule.text(), run);
    }
    boolean compared = MeasuredWith.read(folder).compared();
    EffectSummaries effects = new EffectSummaries(EffectMeasure.inMargins(folder), compared, 1);
    EffectCsv.read(folder.resolve(EffectCsv.FILE), effects::add);
    return new EffectRules(effects, compared);
  }

  /**
   * Returns the values of a rule for each image of its class; NaN where the segment is not there.
   *
   * @throws WrongInput where there is no image of the class, or the rule names a method
   */
  double[] values(Rule rule) {
    if (rule.method() != null) {
      throw WrongInput.of(
          "{rule} '%s': effects belong to no method; leave 'by %s' out",
          rule.text(), rule.method());
    }
    if (rule.className() != null && !effects.classes().contains(rule.className())) {
      throw WrongInput.of(
          "{rule} '%s': no image of class '%s'%s",
          rule.text(), rule.className(), Spelling.hint(rule.className(), effects.classes()));
    }
    return effects.values(rule.className(), rule.segment(), rule.measure().effect());
  }

  /** Says why a segment that was removed has no excess, and what to do. */
  String whyNoExcess() {
    return compared
        ? "no placebo fits beside it"
        : "no other place was filled; measure again with placebos";
  }

  /** Returns the names of all removed segments. */
  Set<String> segments() {
    return effects.segments();
  }

  /** Returns in how many images of its class a rule's segment occurs. */
  int found(Rule rule) {
    double[] effect = effects.values(rule.className(), rule.segment(), EffectSummaries.Part.EFFECT);
    return (int) Arrays.stream(effect).filter(value -> !Double.isNaN(value)).count();
  }
}
