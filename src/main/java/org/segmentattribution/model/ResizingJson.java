package org.segmentattribution.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.segmentattribution.image.ChannelOrder;
import org.segmentattribution.image.Interpolation;
import org.segmentattribution.image.Luma;
import org.segmentattribution.image.Resizing;

/** A {@link Resizing} as keys among a declaration's {@code input}. */
final class ResizingJson {
  private static final List<String> FILTERS =
      Stream.of(Interpolation.values()).map(Interpolation::text).toList();
  private static final List<String> ROUNDINGS =
      Stream.of(Resizing.Rounding.values()).map(Resizing.Rounding::text).toList();
  private static final List<String> LUMAS = Stream.of(Luma.values()).map(Luma::text).toList();

  private ResizingJson() {}

  /**
   * Reads the keys.
   *
   * @param channels of the input
   * @param bytes whether the network takes bytes
   */
  static Resizing read(JsonNode input, ChannelOrder channels, boolean bytes) {
    String filter = DeclarationKeys.choice(input, "interpolation", "bilinear", FILTERS);
    JsonNode antialias = input.path("antialias");
    DeclarationKeys.check(
        antialias.isMissingNode() || antialias.isBoolean(),
        "input.antialias: true or false, not " + Quoted.line(antialias.toString()));
    Interpolation interpolation = Interpolation.values()[FILTERS.indexOf(filter)];
    DeclarationKeys.check(
        interpolation != Interpolation.NEAREST || antialias.isMissingNode(),
        "input.antialias: nearest takes one pixel and smooths nothing; leave antialias out");
    String as = DeclarationKeys.choice(input, "resize_as", "uint8", ROUNDINGS);
    Resizing.Rounding rounding = Resizing.Rounding.values()[ROUNDINGS.indexOf(as)];
    DeclarationKeys.check(
        rounding != Resizing.Rounding.NEVER || !bytes,
        "input.resize_as: float, but the network takes uint8; leave it out");
    boolean grey = channels == ChannelOrder.GREY;
    for (String key : List.of("grey", "luma")) {
      DeclarationKeys.check(
          grey || !input.has(key), "input." + key + ": is for channels \"grey\" alone");
    }
    boolean last =
        DeclarationKeys.choice(input, "grey", "before", List.of("before", "after")).equals("after");
    String luma = DeclarationKeys.choice(input, "luma", "pillow", LUMAS);
    return new Resizing(
        interpolation,
        antialias.asBoolean(true),
        rounding,
        last,
        Luma.values()[LUMAS.indexOf(luma)]);
  }

  /** Adds the keys, which {@link #read} reads back. */
  static void write(Resizing resizing, ObjectNode object) {
    // what is as it always was is left out: the text is part of each image's key
    if (resizing.interpolation() != Interpolation.BILINEAR) {
      object.put("interpolation", resizing.interpolation().text());
    }
    if (!resizing.antialias()) {
      object.put("antialias", false);
    }
    if (resizing.rounding() != Resizing.Rounding.TWICE) {
      object.put("resize_as", resizing.rounding().text());
    }
    if (resizing.greyLast()) {
      object.put("grey", "after");
    }
    if (resizing.luma() != Luma.PILLOW) {
      object.put("luma", resizing.luma().text());
    }
  }
}
