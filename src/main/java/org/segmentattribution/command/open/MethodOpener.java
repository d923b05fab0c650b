package org.segmentattribution.command.open;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.pipeline.MapFolder;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.NamedMethod;
import org.segmentattribution.saliency.SaliencyMethods;

/** Finds saliency methods by name; a {@link WrongInput} names the setting that is at fault. */
public final class MethodOpener {
  private MethodOpener() {}

  /** Folders of maps among the names of methods, each of another name. */
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

  /** How channels become one map. */
  public static ChannelReduction channels(String name) {
    try {
      return ChannelReduction.named(name);
    } catch (WrongInput e) {
      throw WrongInput.of("{channels} %s", e.getMessage().replaceFirst("^channels ", ""));
    }
  }

  /** Saliency methods by name, with parameters. */
  public static List<NamedMethod> methods(
      List<String> names, List<String> parameters, long seed, ChannelReduction channels) {
    try {
      return SaliencyMethods.select(names, parameters, seed, channels);
    } catch (WrongInput e) {
      throw WrongInput.in("method", e);
    }
  }

  /** A classifier explained by one method with standard parameters. */
  public static Explainer explainer(LoadedClassifier classifier, String method) {
    ChannelReduction channels = ChannelReduction.SUM;
    return explainer(classifier, methods(List.of(method), List.of(), 1, channels), channels);
  }

  /** A classifier explained by some methods. */
  public static Explainer explainer(
      LoadedClassifier classifier, List<NamedMethod> methods, ChannelReduction channels) {
    try {
      return new Explainer(classifier, methods, channels);
    } catch (WrongInput e) {
      throw WrongInput.in("method", e);
    }
  }
}
