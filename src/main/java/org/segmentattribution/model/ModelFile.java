package org.segmentattribution.model;

import java.nio.file.Path;
import java.util.Locale;
import org.segmentattribution.api.WrongInput;

/**
 * A model to load.
 *
 * @param file {@code .onnx}, {@code .safetensors} or TorchScript {@code .pt}; a folder of two
 *     towers where {@code zeroShot} is given
 * @param architecture torchvision's name for the network that the weights of a {@code .safetensors}
 *     file belong to, such as {@code vgg16}; null for the other formats, which hold their network
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param declared what is declared by other means than {@code FILE.json}, and wins over it
 * @param selfCheck whether it is compared with ONNX Runtime before it is used
 * @param trust whether code that the file may hold may run
 * @param zeroShot how texts become the classes of a folder's two towers; null for other models
 */
public record ModelFile(
    Path file,
    String architecture,
    String device,
    DeclarationFlags declared,
    boolean selfCheck,
    ModelTrust trust,
    ZeroShot zeroShot) {

  /** A model that holds its classes. */
  public ModelFile(
      Path file,
      String architecture,
      String device,
      DeclarationFlags declared,
      boolean selfCheck,
      ModelTrust trust) {
    this(file, architecture, device, declared, selfCheck, trust, null);
  }

  /** A model whose file may run no code. */
  public ModelFile(
      Path file, String architecture, String device, DeclarationFlags declared, boolean selfCheck) {
    this(file, architecture, device, declared, selfCheck, ModelTrust.NONE);
  }

  /** A model that is declared by {@code FILE.json} alone. */
  public ModelFile(Path file, String architecture, String device) {
    this(file, architecture, device, DeclarationFlags.NONE);
  }

  /** A model that is compared with ONNX Runtime before it is used. */
  public ModelFile(Path file, String architecture, String device, DeclarationFlags declared) {
    this(file, architecture, device, declared, true);
  }

  /** Name of the file without its extension, or of the folder. */
  public String name() {
    String name = file.getFileName().toString();
    return zeroShot == null ? name.replaceFirst("\\.[^.]*$", "") : name;
  }

  /** Returns the extension of a file in lower case, without the dot. */
  public static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /**
   * Refuses an architecture, where the file holds its network.
   *
   * @throws WrongInput in one line
   */
  public void requireNoArchitecture() {
    if (architecture != null) {
      throw WrongInput.of("%s: holds its network; {arch} goes with .safetensors alone", file);
    }
  }
}
