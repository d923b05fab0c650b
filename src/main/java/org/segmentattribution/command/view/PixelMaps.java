package org.segmentattribution.command.view;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.segmentattribution.api.ImageRecord;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.explain.OpenedExplainer;
import org.segmentattribution.pipeline.ImageFailure;
import org.segmentattribution.pipeline.MapFolder;
import org.segmentattribution.pipeline.PreparedImage;
import org.segmentattribution.pipeline.Tabulator;
import org.segmentattribution.pipeline.Targets;
import org.segmentattribution.report.svg.HeatColours;
import org.segmentattribution.saliency.Explanation;

/**
 * Computes the attribution of each pixel of single photographs again, since a run does not keep it.
 * The model is opened when the first map is asked for. One photograph at a time.
 */
final class PixelMaps implements AutoCloseable {
  private final ViewedRun run;
  private ExplainSettings settings;
  private OpenedExplainer opened;
  private String refusal = "";

  PixelMaps(ViewedRun run) {
    this.run = run;
  }

  /**
   * Returns a photograph with its attribution over it: blue for the class, orange against it.
   *
   * @param method name of the method in the tables
   * @param target class that was explained
   */
  synchronized RgbImage drawn(ImageRecord record, String method, String target) throws IOException {
    OpenedExplainer explainer = opened();
    List<String> classes = explainer.classifier().declaration().classes();
    try {
      Tabulator only =
          explainer
              .only(method, targets(explainer), maps(method))
              .orElseThrow(() -> new OpenedImages.NotShown("There is no method " + method + "."));
      // what a map shows does not depend on segments
      PreparedImage image =
          explainer
              .preparer()
              .place(record, explainer.preparer().reader().decode(record), List.of());
      Tabulator.Result result = only.tabulate(List.of(image));
      if (!result.failures().isEmpty()) {
        throw notComputed(result.failures().get(0).reason());
      }
      Explanation explained = result.explanation();
      for (int i = 0; i < explained.targets().length; i++) {
        if (classes.get(explained.targets()[i]).equals(target)) {
          float[] map = explained.maps().get(method)[i];
          return HeatColours.over(image.grid(), map, HeatColours.limit(map));
        }
      }
    } catch (ImageFailure e) {
      throw new OpenedImages.NotShown("This photograph cannot be read: " + e.failure().reason());
    } catch (WrongInput | RunFailed e) {
      throw notComputed(e.getMessage());
    }
    throw new OpenedImages.NotShown("The model explains another class now than " + target + ".");
  }

  private static OpenedImages.NotShown notComputed(String why) {
    return new OpenedImages.NotShown("Its map cannot be computed: " + why);
  }

  private Targets targets(OpenedExplainer explainer) {
    return Targets.of(
        settings.explainer().target(), explainer.classifier().declaration(), Set.of());
  }

  /** Returns the run's folders of maps, where the method is one of them. */
  private List<MapFolder> maps(String method) throws OpenedImages.NotShown {
    try {
      return MapFolder.names(method)
          ? opened.folders(settings.images().open().expected())
          : List.of();
    } catch (IOException e) {
      throw notComputed(e.getMessage());
    }
  }

  /** Opens the model once, or says each time why that is not possible. */
  private OpenedExplainer opened() throws OpenedImages.NotShown {
    if (opened == null && refusal.isEmpty()) {
      try {
        settings = run.explained();
        opened = OpenedExplainer.open(settings.explainer(), () -> (stem, image) -> List.of());
        String before = run.manifest().inputs().get("model");
        if (before != null && !before.equals(opened.classifier().sha256())) {
          refusal = "The model has changed since the run, so its maps would be others.";
        }
      } catch (WrongInput | RunFailed e) {
        refusal = "The map of pixels needs the model, which cannot be opened: " + e.getMessage();
      }
    }
    if (!refusal.isEmpty()) {
      throw new OpenedImages.NotShown(refusal);
    }
    return opened;
  }

  @Override
  public synchronized void close() {
    if (opened != null) {
      opened.close();
    }
  }
}
