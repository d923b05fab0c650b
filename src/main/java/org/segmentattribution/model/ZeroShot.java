package org.segmentattribution.model;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.models.InstalledModels;

/**
 * Makes a classifier of a folder that holds two towers, one for pictures and one for texts, as CLIP
 * and SigLIP have them (Radford et al. 2021; Zhai et al. 2023). Each class is a text; its logit
 * says how near the picture's embedding is to the text's.
 *
 * @param templates texts with {@code {}} where the name of the class belongs; empty for the one
 *     that the family was made for
 */
public record ZeroShot(List<String> templates) {
  /** What a setting that names such a folder begins with. */
  public static final String SCHEME = "clip:";

  /** Stands for the name of a class in a template. */
  public static final String PLACE = "{}";

  private static final int LONGEST = 500;

  /**
   * Checks the templates.
   *
   * @throws WrongInput in one line, where one has no place for the class or two are alike
   */
  public ZeroShot {
    templates = List.copyOf(templates);
    for (String template : templates) {
      if (!template.contains(PLACE)) {
        throw WrongInput.of(
            "{template} %s has no {}, which is where the name of the class belongs",
            Quoted.text(template));
      }
      if (template.length() > LONGEST) {
        throw WrongInput.of(
            "{template} %s has %s characters; at most %s",
            Quoted.text(template), template.length(), LONGEST);
      }
    }
    if (templates.stream().distinct().count() < templates.size()) {
      throw WrongInput.of("{template}: the same text is given twice, which would count twice");
    }
  }

  /**
   * Reads a setting that names a model.
   *
   * @param model {@code clip:FOLDER}, or the path of another model
   * @param templates as given; null for none
   * @return null for another model
   * @throws WrongInput in one line, where templates are given for another model, or are wrong
   */
  public static ZeroShot of(String model, List<String> templates) {
    if (model.startsWith(SCHEME)) {
      return new ZeroShot(templates == null ? List.of() : templates);
    }
    if (templates != null) {
      throw WrongInput.of("{template} goes with {model} clip:FOLDER alone");
    }
    return null;
  }

  /**
   * The path in a setting that names a model: that of a file or folder, or of a model that was
   * fetched under this name.
   */
  public static Path path(String model) {
    String path = model.startsWith(SCHEME) ? model.substring(SCHEME.length()) : model;
    try {
      Path named = Path.of(path);
      boolean bare =
          named.getFileName() == null || named.getFileName().toString().matches("\\.{0,2}");
      return bare ? named.toAbsolutePath().normalize() : InstalledModels.ofUser().pathAlone(path);
    } catch (InvalidPathException e) {
      throw WrongInput.of("{model} %s is no path", Quoted.text(path));
    }
  }
}
