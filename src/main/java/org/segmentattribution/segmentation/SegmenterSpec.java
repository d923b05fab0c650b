package org.segmentattribution.segmentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.segmentattribution.api.Prompt;
import org.segmentattribution.api.PromptList;
import org.segmentattribution.api.SegmentNames;
import org.segmentattribution.api.Segmenter;
import org.segmentattribution.api.SegmenterOptions;
import org.segmentattribution.api.SegmenterProvider;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Extensions;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.file.models.InstalledModels;

/**
 * A segmenter as the command line names it: {@code SCHEME:ARGUMENT}, or several joined by {@code
 * +}, such as {@code masks:DIR+grid:3x3}. Which schemes there are, the {@link SegmenterProvider}s
 * say.
 *
 * @param parts in order, at least one
 */
public record SegmenterSpec(List<Part> parts) {
  /** One segmenter: its scheme and what follows the colon, empty where nothing does. */
  public record Part(String scheme, String argument) {}

  /** Matches nothing, in place of an alternative without any scheme. */
  private static final String NONE = "(?!)";

  /** The scheme of models that were fetched; a name alone means one of them. */
  private static final String FETCHED = "onnx";

  /** Copies the parts. */
  public SegmenterSpec {
    parts = List.copyOf(parts);
  }

  /**
   * Takes a specification apart. A {@code +} joins only before a scheme, so that folders may have
   * one in their names.
   *
   * @throws WrongInput with one line that says what is allowed
   */
  public static SegmenterSpec parse(String spec) {
    Map<String, SegmenterProvider> providers = providers();
    String withArgument = schemes(providers.values(), SegmenterProvider::takesArgument);
    String alone = schemes(providers.values(), provider -> !provider.needsArgument());
    InstalledModels installed = InstalledModels.ofUser();
    String names = installed.names().stream().map(Pattern::quote).collect(Collectors.joining("|"));
    Pattern join =
        Pattern.compile(
            "\\s*\\+\\s*(?=(?:%s):|(?:%s|%s)\\s*(?:\\+|$))".formatted(withArgument, alone, names));
    Pattern known = Pattern.compile("(%s):(.+)|(%s)".formatted(withArgument, alone));
    List<Part> parts = new ArrayList<>();
    for (String text : join.split(spec.strip(), -1)) {
      Matcher part = known.matcher(text);
      Path fetched = part.matches() ? null : installed.folder(text, FETCHED + ":");
      if (fetched != null) {
        parts.add(new Part(FETCHED, fetched.toString()));
        continue;
      }
      if (!part.matches()) {
        throw new WrongInput(
            "segmenter '"
                + text
                + "' is none of "
                + forms(providers.values())
                + hint(text, providers, installed));
      }
      Part found =
          part.group(1) == null
              ? new Part(part.group(3), "")
              : new Part(part.group(1), part.group(2));
      providers.get(found.scheme()).check(found.argument());
      parts.add(found);
    }
    return new SegmenterSpec(parts);
  }

  private static String hint(
      String text, Map<String, SegmenterProvider> providers, InstalledModels installed) {
    String word = text.replaceFirst(":.*", "");
    if (providers.containsKey(word)) {
      return "; name more than " + word + ": " + String.join(" or ", providers.get(word).forms());
    }
    List<String> meant =
        List.of("masks", FETCHED).stream()
            .filter(scheme -> isThere(text) && providers.containsKey(scheme))
            .map(scheme -> scheme + ":" + text)
            .toList();
    if (!meant.isEmpty()) {
      return "; it is a file or folder here: write " + String.join(" or ", meant);
    }
    Set<String> words = new TreeSet<>(providers.keySet());
    words.addAll(installed.names());
    return Spelling.hint(word, words);
  }

  private static boolean isThere(String text) {
    try {
      return Files.exists(Path.of(text));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static String schemes(
      Collection<SegmenterProvider> providers, Predicate<SegmenterProvider> which) {
    String schemes =
        providers.stream()
            .filter(which)
            .map(provider -> Pattern.quote(provider.scheme()))
            .collect(Collectors.joining("|"));
    return schemes.isEmpty() ? NONE : schemes;
  }

  private static String forms(Collection<SegmenterProvider> providers) {
    return providers.stream()
        .flatMap(provider -> provider.forms().stream())
        .collect(
            Collectors.joining(
                ", ", "", ", the name of a model that was fetched, or several joined by +"));
  }

  /** Returns the providers by scheme, the program's own first. */
  private static Map<String, SegmenterProvider> providers() {
    Map<String, SegmenterProvider> providers = new LinkedHashMap<>();
    for (SegmenterProvider provider : Extensions.all(SegmenterProvider.class)) {
      SegmenterProvider other = providers.put(provider.scheme(), provider);
      if (other != null) {
        throw new WrongInput(
            "extension: %s has the scheme '%s', which %s has; rename it"
                .formatted(
                    provider.getClass().getName(), provider.scheme(), other.getClass().getName()));
      }
    }
    return providers;
  }

  /** Returns whether a model or a service finds segments, rather than files or cells alone. */
  public boolean asksModel() {
    return asksModel(providers());
  }

  /** Returns whether a service finds segments, which gets the pictures and may cost money. */
  public boolean asksService() {
    Map<String, SegmenterProvider> providers = providers();
    return parts.stream().anyMatch(part -> providers.get(part.scheme()).isService());
  }

  /** Returns the parts that ask a model or a service; there must be one. */
  public SegmenterSpec models() {
    Map<String, SegmenterProvider> providers = providers();
    return new SegmenterSpec(
        parts.stream().filter(part -> providers.get(part.scheme()).asksModel()).toList());
  }

  private boolean asksModel(Map<String, SegmenterProvider> providers) {
    return parts.stream().anyMatch(part -> providers.get(part.scheme()).asksModel());
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
    Map<String, SegmenterProvider> providers = providers();
    if (options.classNames() != null && onlyService(providers)) {
      throw WrongInput.of(
          "{segmenter-classes} %s: a service has no list of classes; ask for names with {segments}",
          options.classNames());
    }
    List<Segmenter> opened = new ArrayList<>();
    for (Part part : parts) {
      SegmenterProvider provider = providers.get(part.scheme());
      Segmenter segmenter = provider.open(part.argument(), options);
      opened.add(
          provider.handlesPrompts() ? segmenter : new NamedUnions(segmenter, options.prompts()));
    }
    Segmenter all = opened.size() == 1 ? opened.get(0) : new JoinedSegmenter(opened);
    // a model takes any name, files only those that they have
    if (!asksModel(providers)) {
      requireKnown(options.prompts(), all);
    }
    return all;
  }

  /** Returns whether services are the only models: no other part could use a list of classes. */
  private boolean onlyService(Map<String, SegmenterProvider> providers) {
    List<Part> asking =
        parts.stream().filter(part -> providers.get(part.scheme()).asksModel()).toList();
    return !asking.isEmpty()
        && asking.stream().allMatch(part -> providers.get(part.scheme()).isService());
  }

  private static void requireKnown(PromptList prompts, Segmenter segmenter) throws IOException {
    Set<String> unknown = segmenter.unknownNames(normalised(prompts.names()));
    Set<String> nowhere = new TreeSet<>(SegmentNames.BY_CODE_POINT);
    for (Prompt prompt : prompts.prompts()) {
      if (unknown.containsAll(normalised(prompt.names()))) {
        nowhere.add(prompt.name());
      }
    }
    String message = nowhere.isEmpty() ? "" : segmenter.unknownMessage(nowhere);
    if (!message.isEmpty()) {
      throw new WrongInput(message);
    }
  }

  private static Set<String> normalised(List<String> names) {
    Set<String> normalised = new TreeSet<>(SegmentNames.BY_CODE_POINT);
    names.forEach(name -> normalised.add(SegmentNames.normalise(name)));
    return normalised;
  }
}
