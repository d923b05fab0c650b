package org.segmentattribution.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.image.ChannelOrder;
import org.segmentattribution.image.InputLayout;
import org.segmentattribution.image.Interpolation;
import org.segmentattribution.image.Preprocessing;

/** A {@link Preprocessing} as the object {@code input} of a declaration. */
final class InputJson {
  private static final List<String> KEYS =
      List.of(
          "channels",
          "crop",
          "crop_fraction",
          "interpolation",
          "layout",
          "mean",
          "range",
          "resize",
          "size",
          "std",
          "type");

  private final JsonNode input;
  private final InputFacts facts;

  private InputJson(JsonNode input, InputFacts facts) {
    this.input = input;
    this.facts = facts;
  }

  /** Reads the object; {@link WrongInput} that names the key. */
  static Preprocessing read(JsonNode input, InputFacts facts) {
    DeclarationKeys.check(input.isObject(), "input: an object with the preprocessing is needed");
    DeclarationKeys.only(input, "input.", KEYS);
    return new InputJson(input, facts).preprocessing();
  }

  private Preprocessing preprocessing() {
    float[] size = numbers("size", 2);
    DeclarationKeys.check(
        isWhole(size[0]) && isWhole(size[1]), "input.size: two whole numbers, height and width");
    String declared =
        choice("channels", null, Stream.of(ChannelOrder.values()).map(ChannelOrder::text).toList());
    boolean one = facts == InputFacts.UNKNOWN && Math.max(count("mean"), count("std")) == 1;
    ChannelOrder channels =
        declared != null ? order(declared) : one ? ChannelOrder.GREY : facts.channelOrder();
    facts.check(channels);
    String type = choice("type", facts.bytes() ? "uint8" : "float", List.of("float", "uint8"));
    facts.checkType(type);
    boolean bytes = type.equals("uint8");
    choice("crop", "center", List.of("center"));
    int count = channels.count();
    float[] range = numbers("range", 2, 0, bytes ? 255 : 1);
    float[] mean = numbers("mean", count, new float[count]);
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    float[] std = numbers("std", count, ones);
    boolean plain = Arrays.equals(range, new float[] {0, 255});
    plain &= Arrays.equals(mean, new float[count]) && Arrays.equals(std, ones);
    DeclarationKeys.check(
        !bytes || plain,
        "input.type: uint8 takes the bytes as they are: range [0, 255], no mean, no std");
    return new Preprocessing(
        (int) size[0],
        (int) size[1],
        resize((int) size[0], (int) size[1]),
        new Preprocessing.Scaling(range[0], range[1], mean, std, channels),
        Interpolation.valueOf(
            choice(
                    "interpolation",
                    "bilinear",
                    Stream.of(Interpolation.values()).map(Interpolation::text).toList())
                .toUpperCase(Locale.ROOT)),
        layout());
  }

  /** Numbers in a list; 0 where it is left out. */
  private int count(String key) {
    return input.path(key).size();
  }

  private static ChannelOrder order(String text) {
    return Stream.of(ChannelOrder.values()).filter(o -> o.text().equals(text)).findFirst().get();
  }

  private InputLayout layout() {
    String layout = choice("layout", null, List.of("NCHW", "NHWC"));
    DeclarationKeys.check(
        layout == null || facts.onnx() || layout.equals("NCHW"),
        "input.layout: NHWC is known of ONNX alone; other formats take N x C x H x W");
    return layout == null ? null : InputLayout.valueOf(layout);
  }

  /** The short side before the crop; 0 for no crop. */
  private int resize(int height, int width) {
    JsonNode resize = input.path("resize");
    DeclarationKeys.check(
        resize.isMissingNode() || (resize.isInt() && resize.intValue() > 0),
        "input.resize: a positive whole number, the short side before the crop");
    JsonNode share = input.path("crop_fraction");
    if (share.isMissingNode()) {
      return resize.asInt(0);
    }
    DeclarationKeys.check(
        share.isNumber() && share.doubleValue() > 0 && share.doubleValue() <= 1,
        "input.crop_fraction: a number above 0, up to 1: the share of the short side that is kept");
    DeclarationKeys.check(
        resize.isMissingNode(), "input.crop_fraction: says the same as resize; give one of them");
    DeclarationKeys.check(
        height == width,
        "input.crop_fraction: is for square inputs; give input.resize, the short side before the"
            + " crop");
    double side = Math.floor(height / share.doubleValue());
    DeclarationKeys.check(
        side <= 1 << 15, "input.crop_fraction: leads to a short side of " + (long) side);
    return (int) side;
  }

  /** One of some texts. */
  private String choice(String key, String otherwise, List<String> known) {
    JsonNode value = input.path(key);
    if (value.isMissingNode()) {
      return otherwise;
    }
    String list = String.join(", ", known.stream().map(k -> '"' + k + '"').toList());
    DeclarationKeys.check(
        value.isTextual() && known.contains(value.textValue()),
        "input." + key + ": " + Quoted.line(value.toString()) + " is not known; known: " + list);
    return value.textValue();
  }

  private static boolean isWhole(float value) {
    return value == Math.rint(value) && value > 0 && value <= 1 << 15;
  }

  private float[] numbers(String key, int count, float... otherwise) {
    JsonNode list = input.path(key);
    if (list.isMissingNode() && otherwise.length == count) {
      return otherwise;
    }
    String many = count == 1 ? "1 number in brackets, for one channel" : count + " numbers";
    DeclarationKeys.check(list.isArray() && list.size() == count, "input." + key + ": " + many);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = list.get(i).floatValue();
      DeclarationKeys.check(
          list.get(i).isNumber() && Float.isFinite(values[i]),
          "input." + key + ": " + list.get(i) + " is not a number");
    }
    return values;
  }

  /** Adds the keys, which {@link #read} reads back. */
  static void write(Preprocessing input, ObjectNode object) {
    object.putArray("size").add(input.height()).add(input.width());
    if (input.resize() > 0) {
      object.put("resize", input.resize()).put("crop", "center");
    }
    object.putArray("range").add(input.scaling().low()).add(input.scaling().high());
    for (float value : input.scaling().mean()) {
      object.withArray("mean").add(value);
    }
    for (float value : input.scaling().std()) {
      object.withArray("std").add(value);
    }
    object.put("channels", input.channels().text());
    // what is as it always was is left out: the text is part of each image's key
    if (input.interpolation() != Interpolation.BILINEAR) {
      object.put("interpolation", input.interpolation().text());
    }
    if (input.layout() != null) {
      object.put("layout", input.layout().name());
    }
  }
}
