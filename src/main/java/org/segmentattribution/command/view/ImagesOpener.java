package org.segmentattribution.command.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.command.explain.ExplainSettings;
import org.segmentattribution.command.open.MethodOpener;
import org.segmentattribution.command.open.ModelOpener;
import org.segmentattribution.command.open.SegmenterOpener;
import org.segmentattribution.file.Sha256;
import org.segmentattribution.model.DeclarationJson;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.pipeline.MapFolder;
import org.segmentattribution.run.ImageKeys;
import org.segmentattribution.run.KeyedImage;
import org.segmentattribution.run.images.ImageSelection;

/**
 * Opens the images, masks and preprocessing that a run names. What cannot be opened is noted, and
 * the rest is used: a page without outlines is better than none.
 */
final class ImagesOpener {
  /** A service that is paid for each picture is not asked again only to look at a run. */
  private static final String PAID = "dinox";

  private final ViewedRun run;
  private final List<String> notes = new ArrayList<>();
  private String declared;
  private ModelDeclaration declaration;
  private boolean asked;

  ImagesOpener(ViewedRun run) {
    this.run = run;
  }

  /** Opens what needs no list of the images; null where there is nothing. */
  EarlyPictures early() {
    try {
      ExplainSettings explained = run.explained();
      Path images = explained.images().images();
      ModelDeclaration known = Files.isDirectory(images) ? declaration(explained) : null;
      return known == null ? null : new EarlyPictures(images.toRealPath(), known.input());
    } catch (WrongInput | RunFailed | IOException e) {
      // the same is said when everything is opened
      return null;
    }
  }

  /** Opens everything. */
  OpenedImages open() {
    try {
      return opened(run.explained());
    } catch (WrongInput | RunFailed e) {
      return OpenedImages.none("The photographs cannot be opened: " + e.getMessage() + where());
    } catch (IOException e) {
      return OpenedImages.none("The photographs cannot be read: " + e.getMessage());
    }
  }

  /** Says what relative paths of a run mean. */
  private String where() {
    boolean relative =
        run.manifest().configuration().get("images") instanceof String images
            && !Path.of(images).isAbsolute();
    return relative
        ? "; paths of the run begin in the folder where explain was started: start view there, too"
        : "";
  }

  private OpenedImages opened(ExplainSettings explained) throws IOException {
    ImageSelection images = explained.images().open();
    declaration(explained);
    Segmenter segmenter = declaration == null ? null : segmenter(explained, images);
    OpenedImages.Known known = OpenedImages.Known.NOTHING;
    if (segmenter != null) {
      known = known(explained, images, segmenter);
    }
    return new OpenedImages(
        OpenedImages.byId(images.records()),
        declaration == null ? null : declaration.input(),
        segmenter,
        explained.explainer().table(),
        known,
        List.copyOf(notes));
  }

  /**
   * Reads preprocessing from the files beside the model, or where these do not say all, from the
   * model.
   */
  private ModelDeclaration declaration(ExplainSettings explained) {
    if (!asked) {
      declaration = readDeclaration(explained);
      asked = true;
    }
    return declaration;
  }

  private ModelDeclaration readDeclaration(ExplainSettings explained) {
    try {
      ModelDeclaration beside = ModelOpener.declaration(explained.model());
      if (isOfRun(beside)) {
        return beside;
      }
    } catch (WrongInput | RunFailed e) {
      // the model itself may say more
      declared = null;
    }
    try (LoadedClassifier classifier = ModelOpener.model(explained.model())) {
      if (!isOfRun(classifier.declaration())) {
        notes.add(
            "The model's declaration has changed since the run: crops may be others, and photographs"
                + " may have changed, too.");
      }
      return classifier.declaration();
    } catch (WrongInput | RunFailed e) {
      notes.add("The model cannot be opened, so photographs are whole: " + e.getMessage());
      return null;
    }
  }

  private boolean isOfRun(ModelDeclaration read) {
    String json = DeclarationJson.write(read);
    boolean same = new Sha256().add(json).hex().equals(run.manifest().inputs().get("declaration"));
    declared = same ? json : null;
    return same;
  }

  private Segmenter segmenter(ExplainSettings explained, ImageSelection images) {
    String specification = explained.segmenter().specification();
    if (specification.matches("(.*\\+)?\\s*" + PAID + "\\b.*")) {
      notes.add("Masks came from a paid service, which is not asked again: there are no outlines.");
      return null;
    }
    try {
      return SegmenterOpener.segmenter(specification, explained.segmenter().options(), images);
    } catch (WrongInput | RunFailed e) {
      notes.add("There are no outlines, since the segmenter cannot be opened: " + e.getMessage());
      return null;
    }
  }

  private OpenedImages.Known known(
      ExplainSettings explained, ImageSelection images, Segmenter segmenter) {
    String version = run.manifest().versions().get("sat");
    String model = run.manifest().inputs().get("model");
    if (declared == null) {
      // noted when the declaration was read
      return OpenedImages.Known.NOTHING;
    }
    if (version == null || model == null) {
      return unchecked("the run does not name its model");
    }
    try {
      List<MapFolder> maps = new ArrayList<>();
      for (MapFolder folder :
          MethodOpener.maps(explained.methods(), explained.explainer().channels())) {
        maps.add(folder.among(images.expected()));
      }
      Map<String, String> before = new HashMap<>();
      KeyedImage.read(run.folder()).forEach(image -> before.put(image.path(), image.key()));
      if (before.isEmpty()) {
        return unchecked("the run has no hashes of its images");
      }
      String all = String.join("\n", version, model, declared);
      return new OpenedImages.Known(new ImageKeys(all, segmenter, maps), before);
    } catch (WrongInput | IOException e) {
      return unchecked(e.getMessage());
    }
  }

  private OpenedImages.Known unchecked(String why) {
    notes.add("Whether photographs have changed since the run is not known: " + why + ".");
    return OpenedImages.Known.NOTHING;
  }
}
