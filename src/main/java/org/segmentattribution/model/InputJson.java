package org.segmentattribution.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.image.ChannelOrder;
import org.segmentattribution.image.InputLayout;
import org.segmentattribution.image.Preprocessing;

/** A {@link Preprocessing} as the object {@code input} of a declaration. */
final class InputJson {
  private static final List<String> KEYS =
      List.of(
          "antialias",
          "channels",
          "crop",
          "crop_fraction",
          "crop_start",
          "grey",
          "interpolation",
          "layout",
          "luma",
          "mean",
          "range",
          "resize",
          "resize_as",
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
        CroppingJson.read(input, (int) size[0], (int) size[1]),
        new Preprocessing.Scaling(range[0], range[1], mean, std, channels),
        ResizingJson.read(input, channels, bytes),
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

  private String choice(String key, String otherwise, List<String> known) {
    return DeclarationKeys.choice(input, key, otherwise, known);
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
    CroppingJson.write(input.cropping(), object);
    object.putArray("range").add(input.scaling().low()).add(input.scaling().high());
    for (float value : input.scaling().mean()) {
      object.withArray("mean").add(value);
    }
    for (float value : input.scaling().std()) {
      object.withArray("std").add(value);
    }
    object.put("channels", input.channels().text());
    ResizingJson.write(input.resizing(), object);
    if (input.layout() != null) {
      object.put("layout", input.layout().name());
    }
  }
}
