package org.segmentattribution.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.RunFailed;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Classifier;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.onnx.SelfCheck;
import org.segmentattribution.pipeline.MapFolder;
import org.segmentattribution.run.images.ImageSelection;
import org.segmentattribution.saliency.ChannelReduction;
import org.segmentattribution.saliency.Explainer;
import org.segmentattribution.saliency.NamedMethod;
import org.segmentattribution.saliency.SaliencyMethods;
import org.segmentattribution.segmentation.SegmenterSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens what flags name; whatever is wrong with it becomes a {@link WrongInput}. */
public final class Opening {
  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

  private Opening() {}

  /** A classifier from a file that holds its network, with its declaration. */
  public static Classifier model(Path file, String device) {
    return model(new ModelFile(file, null, device));
  }

  /** A classifier with its declaration. */
  public static Classifier model(ModelFile model) {
    device(model.device());
    try {
      return Classifiers.load(model);
    } catch (IOException | WrongInput e) {
      throw WrongInput.in("model", e);
    }
  }

  /**
   * Compares a classifier with ONNX Runtime, unless that is switched off.
   *
   * @param inputs one after another
   * @param images how many
   * @throws WrongInput where they do not agree
   */
  static SelfCheck selfCheck(ModelFile model, Classifier classifier, float[] inputs, int images) {
    if (!model.selfCheck() || images == 0) {
      return SelfCheck.not(model.selfCheck() ? "no image can be read" : "self-check off");
    }
    try {
      SelfCheck check = SelfCheck.of(classifier, inputs, images);
      if (check.failed()) {
        LOG.warn("{}: self-check {}", model.file(), check.line());
      }
      return check;
    } catch (WrongInput e) {
      throw WrongInput.in("model", e);
    }
  }

  /** What is declared of a model that is not loaded yet. */
  public static ModelDeclaration declaration(ModelFile model) {
    try {
      return ModelDeclaration.of(model);
    } catch (IOException | WrongInput e) {
      throw WrongInput.in("model", e);
    }
  }

  /** Whether a segmenter's specification names a folder of masks. */
  static boolean readsMaskFolder(String spec) {
    return Pattern.compile("\\+(?=[a-z]+:)")
        .splitAsStream(spec)
        .anyMatch(
            part ->
                part.startsWith("masks:")
                    && Files.isDirectory(Path.of(part.substring(6).replaceFirst("\\?.*", ""))));
  }

  /**
   * A segmenter that knows the images.
   *
   * @throws RunFailed where it can find nothing in any of them
   */
  public static Segmenter segmenter(String spec, SegmenterOptions options, ImageSelection images) {
    Segmenter segmenter = segmenter(spec, options);
    try {
      segmenter.expect(images.expected());
      return segmenter;
    } catch (IOException e) {
      segmenter.close();
      throw new RunFailed(e.getMessage(), e);
    }
  }

  /** A segmenter. */
  public static Segmenter segmenter(String spec, SegmenterOptions options) {
    try {
      return SegmenterSpec.parse(spec).open(options);
    } catch (IOException | WrongInput e) {
      throw WrongInput.in("segmenter", e);
    }
  }

  /** A classifier for arrays C x H x W that are taken as they are. */
  public static Classifier modelFor(ModelFile model, int channels, int height, int width) {
    device(model.device());
    try {
      return Classifiers.loadFor(model, channels, height, width);
    } catch (IOException | WrongInput e) {
      throw WrongInput.in("model", e);
    }
  }

  /** Sizes of a model's input, C, H, W, where its file says them. */
  static long[] inputShape(ModelFile model) {
    try {
      return Classifiers.inputShape(model);
    } catch (IOException | WrongInput e) {
      throw WrongInput.in("model", e);
    }
  }

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
  static List<NamedMethod> methods(
      List<String> names, List<String> parameters, long seed, ChannelReduction channels) {
    try {
      return SaliencyMethods.select(names, parameters, seed, channels);
    } catch (WrongInput e) {
      throw WrongInput.in("method", e);
    }
  }

  /** A classifier explained by one method with standard parameters. */
  public static Explainer explainer(Classifier classifier, String method) {
    ChannelReduction channels = ChannelReduction.SUM;
    return explainer(classifier, methods(List.of(method), List.of(), 1, channels), channels);
  }

  /** A classifier explained by some methods. */
  static Explainer explainer(
      Classifier classifier, List<NamedMethod> methods, ChannelReduction channels) {
    try {
      return new Explainer(classifier, methods, channels);
    } catch (WrongInput e) {
      throw WrongInput.in("method", e);
    }
  }

  /** The name of the device that a flag stands for. */
  public static String device(String name) {
    try {
      return TorchEngine.name(TorchEngine.device(name));
    } catch (WrongInput e) {
      throw WrongInput.in("device", e);
    }
  }
}
