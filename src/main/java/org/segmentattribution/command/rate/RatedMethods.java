package org.segmentattribution.command.rate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.pipeline.MapFolder;
import org.segmentattribution.saliency.AutomaticMethod;
import org.segmentattribution.saliency.NamedMethod;

/**
 * The methods to rate; folders of maps, which only have tables, are not among them.
 *
 * @param ofRun those whose tables the run has
 * @param further those whose tables must be made
 */
record RatedMethods(List<NamedMethod> ofRun, List<NamedMethod> further) {
  /**
   * Makes the methods.
   *
   * @param classifier for which {@code auto} chooses
   * @throws WrongInput where a name or parameter is not known
   */
  static RatedMethods of(
      ExplainSettings explained, RateSettings settings, LoadedClassifier classifier) {
    List<NamedMethod> ofRun =
        made(
            AutomaticMethod.resolved(
                explained.methods().stream().filter(name -> !MapFolder.names(name)).toList(),
                classifier),
            explained.explainer().parameters(),
            explained);
    Set<String> known = ofRun.stream().map(NamedMethod::name).collect(Collectors.toSet());
    List<String> names = new ArrayList<>();
    for (String name : settings.methods()) {
      if (MapFolder.names(name)) {
        throw WrongInput.of(
            "{method} %s: folders of maps are rated where the run itself has them", name);
      }
      String resolved = AutomaticMethod.resolved(List.of(name), classifier).get(0);
      if (known.add(resolved)) {
        names.add(resolved);
      }
    }
    List<NamedMethod> further = new ArrayList<>(made(names, List.of(), explained));
    List<NamedMethod> all = new ArrayList<>(ofRun);
    all.addAll(further);
    for (String value : values(settings.tune())) {
      further.addAll(tuned(value, all, explained));
    }
    return new RatedMethods(ofRun, further);
  }

  private static List<NamedMethod> made(
      List<String> names, List<String> parameters, ExplainSettings explained) {
    return names.isEmpty()
        ? List.of()
        : MethodOpener.methods(
            names, parameters, explained.seed(), explained.explainer().channels());
  }

  /** Returns {@code name=value} for each value to try. */
  private static List<String> values(List<String> tune) {
    List<String> values = new ArrayList<>();
    String name = null;
    for (String text : tune) {
      int equals = text.indexOf('=');
      name = equals < 0 ? name : text.substring(0, equals).trim();
      if (name == null || name.isEmpty()) {
        throw WrongInput.of("{tune} %s: name a parameter first, such as gamma=0,0.25", text);
      }
      values.add(name + "=" + text.substring(equals + 1).trim());
    }
    return values;
  }

  /** Returns each method that has a parameter with another value of it. */
  private static List<NamedMethod> tuned(
      String value, List<NamedMethod> methods, ExplainSettings explained) {
    String name = value.substring(0, value.indexOf('='));
    List<NamedMethod> tuned = new ArrayList<>();
    boolean taken = false;
    for (NamedMethod method : methods) {
      if (!method.parameters().containsKey(name)) {
        continue;
      }
      taken = true;
      Map<String, String> parameters = new LinkedHashMap<>(method.parameters());
      parameters.put(name, value.substring(name.length() + 1));
      NamedMethod other = with(method.name(), parameters, explained);
      if (!other.parameters().equals(method.parameters())) {
        tuned.add(new NamedMethod(method.name() + " " + value, other.parameters(), other.method()));
      }
    }
    if (!taken) {
      throw WrongInput.of(
          "{tune} %s: none of the rated methods has a parameter '%s'; {method} adds methods, such as"
              + " lrp-gamma%s",
          value,
          name,
          Spelling.hint(
              name,
              methods.stream().flatMap(m -> m.parameters().keySet().stream()).distinct().toList()));
    }
    return tuned;
  }

  private static NamedMethod with(
      String name, Map<String, String> parameters, ExplainSettings explained) {
    List<String> given =
        parameters.entrySet().stream()
            .filter(entry -> !entry.getValue().isEmpty())
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .toList();
    return made(List.of(name), given, explained).get(0);
  }

  /** Returns all methods. */
  List<NamedMethod> all() {
    List<NamedMethod> all = new ArrayList<>(ofRun);
    all.addAll(further);
    return all;
  }

  /** Returns names and parameters of all methods. */
  String text() {
    return all().stream()
        .map(method -> method.name() + " " + method.parameters())
        .collect(Collectors.joining("\n"));
  }
}
