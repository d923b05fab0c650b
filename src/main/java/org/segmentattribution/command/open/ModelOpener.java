package org.segmentattribution.command.open;

import java.io.IOException;
import java.nio.file.Path;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.DeclarationFile;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.engine.TorchEngine;
import org.segmentattribution.model.onnx.check.SelfCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens classifiers; a {@link WrongInput} names the setting at fault. */
public final class ModelOpener {
  private static final Logger LOG = LoggerFactory.getLogger(ModelOpener.class);

  private ModelOpener() {}

  /** Loads a classifier whose declaration is beside its file. */
  public static LoadedClassifier model(Path file, String device) {
    return model(new ModelFile(file, null, device));
  }

  /** Loads a classifier with its declaration. */
  public static LoadedClassifier model(ModelFile model) {
    device(model.device());
    try {
      return Classifiers.load(model);
    } catch (IOException | WrongInput e) {
      throw WrongInput.in("model", e);
    }
  }

  /**
   * Compares a classifier with ONNX Runtime, unless this is switched off.
   *
   * @param inputs one after another
   * @param images number of inputs
   * @throws WrongInput where they do not agree
   */
  public static SelfCheck selfCheck(
      ModelFile model, LoadedClassifier classifier, float[] inputs, int images) {
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

  /** Returns the declaration of a model that is not loaded yet. */
  public static ModelDeclaration declaration(ModelFile model) {
    try {
      return DeclarationFile.of(model);
    } catch (IOException | WrongInput e) {
      throw WrongInput.in("model", e);
    }
  }

  /** Returns the hash of a model's file, or of the files that a folder's model is read from. */
  public static String sha256(ModelFile model) {
    try {
      return Classifiers.sha256(model);
    } catch (IOException | WrongInput e) {
      throw WrongInput.in("model", e);
    }
  }

  /** Loads a classifier for arrays C x H x W, which are not preprocessed. */
  public static LoadedClassifier modelFor(ModelFile model, int channels, int height, int width) {
    device(model.device());
    try {
      return Classifiers.loadFor(model, channels, height, width);
    } catch (IOException | WrongInput e) {
      throw WrongInput.in("model", e);
    }
  }

  /** Returns the sizes of a model's input, C, H, W, where its file gives them. */
  public static long[] inputShape(ModelFile model) {
    try {
      return Classifiers.inputShape(model);
    } catch (IOException | WrongInput e) {
      throw WrongInput.in("model", e);
    }
  }

  /** Returns the name of the device that a flag means. */
  public static String device(String name) {
    try {
      return TorchEngine.name(TorchEngine.device(name));
    } catch (WrongInput e) {
      throw WrongInput.in("device", e);
    }
  }
}
