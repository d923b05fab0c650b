package org.segmentattribution.run.images;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.file.Spelling;
import org.segmentattribution.model.ModelDeclaration;

/**
 * One class of images, or several that are treated as one, such as all breeds of dogs.
 *
 * @param name name for people
 * @param labels labels in the data set
 */
public record ClassGroup(String name, List<String> labels) {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})-(\\d{1,9})");
  private static final int LISTED = 12;

  /**
   * Reads {@code NAME}, or {@code NAME=MEMBER+MEMBER}. A name or member is a label of the data set,
   * a class of the model by name, alias or index, or a range of indices such as {@code 151-268}.
   *
   * @param present labels in the data set
   * @throws WrongInput where a name or member has no image
   */
  public static ClassGroup parse(
      String text, Collection<String> present, ModelDeclaration declaration) {
    int equals = text.indexOf('=');
    String name = (equals < 0 ? text : text.substring(0, equals)).strip();
    String members = equals < 0 ? text : text.substring(equals + 1);
    Set<String> labels = new TreeSet<>();
    for (String member : members.split("\\+")) {
      List<String> found = labels(member.strip(), present, declaration);
      if (found.isEmpty()) {
        throw WrongInput.of(
            "{class} %s: %s; the images have %s%s",
            text,
            whyNone(member.strip(), declaration),
            listed(present),
            Spelling.hint(member, present));
      }
      labels.addAll(found);
    }
    return new ClassGroup(name, List.copyOf(labels));
  }

  private static String whyNone(String member, ModelDeclaration declaration) {
    String shared = declaration.isShared(member);
    return shared.isEmpty() ? "no image of '" + member + "'" : shared;
  }

  private static List<String> labels(
      String member, Collection<String> present, ModelDeclaration declaration) {
    if (present.contains(member)) {
      return List.of(member);
    }
    Matcher range = RANGE.matcher(member);
    int from = declaration.classIndexOrNumber(member);
    int to = from;
    if (range.matches()) {
      from = Integer.parseInt(range.group(1));
      to = Integer.parseInt(range.group(2));
    }
    List<String> labels = new ArrayList<>();
    for (String label : present) {
      int index = declaration.classIndex(label);
      if (index >= 0 && index >= from && index <= to) {
        labels.add(label);
      }
    }
    return labels;
  }

  /** Returns some of the names, for messages. */
  static String listed(Collection<String> present) {
    List<String> some = present.stream().sorted().limit(LISTED).toList();
    return String.join(", ", some)
        + (present.size() > LISTED ? " and " + (present.size() - LISTED) + " more" : "");
  }
}
