package org.segmentattribution.command.train;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Classifiers;
import org.segmentattribution.model.Head;
import org.segmentattribution.model.LoadedClassifier;
import org.segmentattribution.model.ModelDeclaration;
import org.segmentattribution.model.ModelFile;
import org.segmentattribution.model.onnx.OnnxNetwork;
import org.segmentattribution.model.training.CopiedNetwork;
import org.segmentattribution.model.training.HeadReplacement;

/**
 * The network that training begins with: a new one, or a trained classifier. A trained one keeps
 * its last layer where its classes are those that are asked for.
 *
 * @param settings of the command
 * @param declaration of the network to write
 * @param keepsHead whether the last layer of a trained classifier stays
 */
record Beginning(TrainSettings settings, ModelDeclaration declaration, boolean keepsHead) {
  /**
   * Chooses classes and preprocessing.
   *
   * @param labels of the images
   * @throws WrongInput where a trained classifier cannot be trained on
   */
  static Beginning of(TrainSettings settings, Set<String> labels) {
    List<String> asked = settings.classes().isEmpty() ? List.copyOf(labels) : settings.classes();
    if (settings.init() == null) {
      return new Beginning(
          settings, new ModelDeclaration(asked, settings.network().input()), false);
    }
    try (LoadedClassifier trained = opened(settings.init())) {
      ModelDeclaration own = trained.declaration();
      boolean same =
          settings.classes().isEmpty()
              ? labels.stream().allMatch(label -> own.classIndex(label) >= 0)
              : settings.classes().equals(own.classes());
      ModelDeclaration declaration =
          same
              ? new ModelDeclaration(own.classes(), own.aliases(), own.input(), own.head())
              : new ModelDeclaration(asked, own.input());
      Beginning beginning = new Beginning(settings, declaration, same);
      beginning.network(trained).close();
      return beginning;
    } catch (WrongInput e) {
      throw WrongInput.in("init", e);
    }
  }

  private static LoadedClassifier opened(ModelFile file) {
    try {
      LoadedClassifier trained = Classifiers.load(file);
      if (trained.declaration().head() == Head.SIGMOID) {
        trained.close();
        throw new WrongInput(
            file.file()
                + ": decides each class by itself; only classes that exclude each other are"
                + " trained");
      }
      return trained;
    } catch (IOException | WrongInput e) {
      throw WrongInput.in("init", e);
    }
  }

  /** Opens the network, which the caller closes. */
  OnnxNetwork network() {
    if (settings.init() == null) {
      return settings
          .network()
          .create(
              declaration.classes().size(), settings.compute().seed(), settings.compute().device());
    }
    try (LoadedClassifier trained = opened(settings.init())) {
      return network(trained);
    }
  }

  private OnnxNetwork network(LoadedClassifier trained) {
    String device = settings.compute().device();
    return keepsHead
        ? CopiedNetwork.of(trained, device)
        : HeadReplacement.of(
            trained, declaration.classes().size(), settings.compute().seed(), device);
  }
}
