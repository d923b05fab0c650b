package org.segmentattribution.command.open;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.pipeline.MapFolder;
import org.segmentattribution.saliency.AutomaticMethod;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.NamedMethod;
import org.segmentattribution.saliency.SaliencyMethods;

/** Finds saliency methods by name; a {@link WrongInput} names the setting at fault. */
public final class MethodOpener {
  private MethodOpener() {}

  /** Opens the folders of maps among the names of methods; their names must differ. */
  public static List<MapFolder> maps(List<String> methods, ChannelReduction channels) {
    Map<String, MapFolder> maps = new LinkedHashMap<>();
    try {
      for (String method : methods.stream().filter(MapFolder::names).toList()) {
        MapFolder folder = MapFolder.open(method, channels);
        MapFolder other = maps.putIfAbsent(folder.name(), folder);
        if (other != null) {
          throw new WrongInput(
              "%s and %s would both be '%s' in tables; rename one of the folders"
                  .formatted(other.folder(), folder.folder(), folder.name()));
        }
      }
      return List.copyOf(maps.values());
    } catch (WrongInput e) {
      throw WrongInput.in("method", e);
    }
  }

  /** Returns the way in which channels become one map. */
  public static ChannelReduction channels(String name) {
    try {
      return ChannelReduction.named(name);
    } catch (WrongInput e) {
      throw WrongInput.of("{channels} %s", e.getMessage().replaceFirst("^channels ", ""));
    }
  }

  /** Returns saliency methods by name, with parameters. */
  public static List<NamedMethod> methods(
      List<String> names, List<String> parameters, long seed, ChannelReduction channels) {
    try {
      return SaliencyMethods.select(names, parameters, seed, channels);
    } catch (WrongInput e) {
      throw WrongInput.in("method", e);
    }
  }

  /** Returns an explainer with one method and default parameters. */
  public static Explainer explainer(LoadedClassifier classifier, String method) {
    ChannelReduction channels = ChannelReduction.SUM;
    List<String> names = AutomaticMethod.resolved(List.of(method), classifier);
    return explainer(classifier, methods(names, List.of(), 1, channels), channels);
  }

  /** Returns an explainer with these methods. */
  public static Explainer explainer(
      LoadedClassifier classifier, List<NamedMethod> methods, ChannelReduction channels) {
    try {
      return new Explainer(classifier, methods, channels);
    } catch (WrongInput e) {
      throw WrongInput.in("method", e);
    }
  }
}
