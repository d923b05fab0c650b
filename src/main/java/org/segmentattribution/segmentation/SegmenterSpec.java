package org.segmentattribution.segmentation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.segmentattribution.api.Prompt;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.SegmenterProvider;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Extensions;
import org.segmentattribution.segmentation.coco.CocoMasks;
import org.segmentattribution.segmentation.dinox.DinoX;
import org.segmentattribution.segmentation.dinox.DinoXSettings;
import org.segmentattribution.segmentation.dinox.DinoXToken;
import org.segmentattribution.segmentation.grid.GridSegmenter;
import org.segmentattribution.segmentation.masks.MaskCache;
import org.segmentattribution.segmentation.masks.MaskDeclaration;
import org.segmentattribution.segmentation.masks.MaskFolder;
import org.segmentattribution.segmentation.onnx.OnnxSegmenter;

/**
 * A segmenter as the command line names it: {@code masks:DIR} or {@code masks:FILE.json}, {@code
 * onnx:FILE} or {@code onnx:FOLDER}, {@code dinox}, or {@code grid:ROWSxCOLUMNS}, joined by {@code
 * +}.
 *
 * @param parts in order, at least one
 */
public record SegmenterSpec(List<Part> parts) {
  /** One segmenter: its scheme and what follows the colon. */
  public record Part(String scheme, String argument) {}

  private static final String DINOX = "dinox";
  private static final String SCHEMES = "masks|grid|onnx";
  private static final String ALLOWED =
      "masks:DIR, masks:FILE.json, onnx:FILE, onnx:FOLDER, dinox, grid:ROWSxCOLUMNS, or several"
          + " joined by +";

  /**
   * Takes a specification apart; a {@code +} joins only before a scheme, so that folders may have
   * one in their names.
   *
   * @throws WrongInput with one line that says what is allowed
   */
  public static SegmenterSpec parse(String spec) {
    StringBuilder schemes = new StringBuilder(SCHEMES);
    for (SegmenterProvider provider : Extensions.of(SegmenterProvider.class)) {
      schemes.append('|').append(Pattern.quote(provider.scheme()));
    }
    Pattern join = Pattern.compile("\\s*\\+\\s*(?=(?:" + schemes + "):|dinox\\s*(?:\\+|$))");
    Pattern known = Pattern.compile("(" + schemes + "):(.+)|dinox");
    List<Part> parts = new ArrayList<>();
    for (String text : join.split(spec.strip(), -1)) {
      Matcher part = known.matcher(text);
      if (!part.matches()) {
        throw new WrongInput("segmenter '" + text + "' is none of " + ALLOWED);
      }
      if ("grid".equals(part.group(1))) {
        GridSegmenter.parse(part.group(2));
      }
      parts.add(
          part.group(1) == null ? new Part(DINOX, "") : new Part(part.group(1), part.group(2)));
    }
    return new SegmenterSpec(List.copyOf(parts));
  }

  /** Whether a model, a service or an extension finds the segments, rather than files or cells. */
  public boolean asksModel() {
    return parts.stream().anyMatch(p -> !p.scheme().equals("masks") && !p.scheme().equals("grid"));
  }

  /**
   * Opens what was named.
   *
   * @param options whose prompts are the only names wanted of mask files, compared normalised; none
   *     = all. Grids keep all their cells
   * @throws IOException where a folder cannot be read
   * @throws WrongInput where a model cannot be run, or no mask file knows one of the names
   */
  public Segmenter open(SegmenterOptions options) throws IOException {
    List<String> names =
        options.prompts().prompts().stream().flatMap(SegmenterSpec::names).distinct().toList();
    List<Segmenter> opened = new ArrayList<>();
    List<NamedMasks> files = new ArrayList<>();
    for (Part part : parts) {
      switch (part.scheme()) {
        case "grid" -> opened.add(GridSegmenter.parse(part.argument()));
        case "onnx" -> opened.add(model(Path.of(part.argument()), options));
        case DINOX -> opened.add(dinox(options));
        case "masks" -> {
          MaskDeclaration declared = MaskDeclaration.parse(part.argument());
          NamedMasks masks =
              MaskDeclaration.isFile(declared.path())
                  ? CocoMasks.open(declared)
                  : MaskFolder.open(declared);
          files.add(masks);
          opened.add(named(masks.only(names), options.prompts()));
        }
        default -> opened.add(added(part, options));
      }
    }
    // a model takes any name, files only those that they have
    if (!asksModel()) {
      requireKnown(options.prompts(), names, files);
    }
    return opened.size() == 1 ? opened.get(0) : new JoinedSegmenter(opened);
  }

  /** Names that a mask of a prompt may have. */
  private static Stream<String> names(Prompt prompt) {
    return Stream.concat(Stream.of(prompt.name()), prompt.classes().stream());
  }

  /** Masks under the prompts' names, one a name, where the files have others or several. */
  private static Segmenter named(NamedMasks masks, PromptList prompts) {
    boolean same =
        prompts.prompts().stream()
            .allMatch(p -> p.largest() == 0 && p.classes().equals(List.of(p.name())));
    return same && masks instanceof MaskFolder ? masks : new NamedUnions(masks, prompts);
  }

  /** A segmenter that a jar brought. */
  private static Segmenter added(Part part, SegmenterOptions options) throws IOException {
    for (SegmenterProvider provider : Extensions.of(SegmenterProvider.class)) {
      if (provider.scheme().equals(part.scheme())) {
        return new NamedUnions(provider.open(part.argument(), options), options.prompts());
      }
    }
    throw new IllegalStateException(part.scheme());
  }

  private static Segmenter model(Path path, SegmenterOptions options) {
    OnnxSegmenter model =
        OnnxSegmenter.open(
            path,
            options.device(),
            options.prompts(),
            options.threshold(),
            options.classNames(),
            options.imageTime());
    Segmenter united = new NamedUnions(model, model.prompts());
    return options.cache() == null
        ? united
        : new MaskCache(united, options.cache(), model.identity());
  }

  private static Segmenter dinox(SegmenterOptions options) {
    DinoXSettings standard =
        DinoXSettings.of(
            options.prompts().prompts().stream().map(Prompt::name).toList(),
            options.cache() == null ? null : options.cache().resolve("dinox"));
    boolean own = Double.isNaN(options.threshold());
    DinoXSettings settings =
        new DinoXSettings(
            options.endpoint() == null ? standard.endpoint() : options.endpoint(),
            standard.prompts(),
            own ? standard.boxThreshold() : options.threshold(),
            standard.iouThreshold(),
            standard.concurrency(),
            options.imageTime().compareTo(standard.deadline()) < 0
                ? options.imageTime()
                : standard.deadline(),
            standard.cache());
    return new NamedUnions(new DinoX(settings, DinoXToken.fromEnvironment()), options.prompts());
  }

  private void requireKnown(PromptList prompts, List<String> names, List<NamedMasks> files)
      throws IOException {
    Set<String> unknown = new TreeSet<>(SegmentNames.BY_CODE_POINT);
    unknown.addAll(names);
    for (Part part : parts) {
      if (part.scheme().equals("grid")) {
        unknown.removeAll(GridSegmenter.parse(part.argument()).names());
      }
    }
    for (NamedMasks masks : files) {
      unknown = masks.unknown(unknown);
    }
    Set<String> nowhere = new TreeSet<>(SegmentNames.BY_CODE_POINT);
    for (Prompt prompt : prompts.prompts()) {
      if (unknown.containsAll(names(prompt).map(SegmentNames::normalise).toList())) {
        nowhere.add(prompt.name());
      }
    }
    if (!files.isEmpty() && !nowhere.isEmpty()) {
      throw new WrongInput(files.get(files.size() - 1).unknownMessage(nowhere));
    }
  }
}
