package org.segmentattribution.segmentation.onnx.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.RgbImage;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.runtime.Tokenizer;
import org.segmentattribution.segmentation.onnx.ground.ImageFeed;
import org.segmentattribution.segmentation.onnx.ground.Instance;
import org.segmentattribution.segmentation.onnx.ground.ModelFolder;
import org.segmentattribution.segmentation.onnx.ground.OnnxModel;
import org.segmentattribution.segmentation.onnx.ground.PlaneResize;
import org.segmentattribution.segmentation.onnx.ground.Scores;
import org.segmentattribution.segmentation.onnx.ground.WantedSegment;

/**
 * One graph that takes an image and texts and gives a plane of logits for each text (Lüddecke and
 * Ecker 2022). Exports differ: some take one image with several texts, others one image for each
 * text.
 */
public final class ClipSeg implements OnnxModel {
  private static final int SIDE = 352;
  private static final int MOST_TOKENS = 77;

  private final OnnxGraph graph;
  private final Tokenizer tokenizer;
  private final ImageFeed feed;

  /** How an export takes several texts; the first image shows it. */
  private enum Taking {
    TOGETHER,
    WITH_IMAGES,
    ONE_BY_ONE
  }

  private volatile Taking taking;

  public ClipSeg(OnnxGraph graph, ModelFolder folder) {
    this.graph = graph;
    tokenizer = folder.tokenizer();
    feed =
        ImageFeed.of(
            graph,
            "pixel_values",
            SIDE,
            ImageFeed.Normalisation.IMAGENET,
            folder.json("preprocessor_config.json"));
  }

  @Override
  public List<String> classes() {
    return null;
  }

  @Override
  public double threshold() {
    return 0.5;
  }

  @Override
  public void check(List<WantedSegment> wanted) {
    tokens(wanted);
  }

  @Override
  public List<Instance> find(RgbImage image, List<WantedSegment> wanted) throws IOException {
    Tokenizer.Texts texts = tokens(wanted);
    Tensor logits = logits(feed.stretched(image), texts, wanted.size());
    int height = logits.size(-2);
    int width = logits.size(-1);
    PlaneResize resize = PlaneResize.of(width, height, image.width(), image.height());
    List<Instance> found = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      int from = i * width * height;
      float threshold = Scores.logit(wanted.get(i).threshold());
      float most = Float.NEGATIVE_INFINITY;
      for (int k = from; k < from + width * height; k++) {
        most = Math.max(most, logits.floats()[k]);
      }
      found.add(
          new Instance(i, Scores.sigmoid(most), resize.above(logits.floats(), from, threshold)));
    }
    return found;
  }

  private Tokenizer.Texts tokens(List<WantedSegment> wanted) {
    return tokenizer.encode(
        wanted.stream().map(WantedSegment::text).toList(),
        graph.inputs().get("input_ids").shape()[1],
        MOST_TOKENS,
        tokenizer.padding(Math.max(0, tokenizer.id("<|endoftext|>"))));
  }

  private Tensor logits(Tensor pixels, Tokenizer.Texts texts, int count) throws IOException {
    if (taking != null) {
      return logits(taking, pixels, texts, count);
    }
    IOException refused = null;
    boolean single = graph.inputs().get("input_ids").shape()[0] == 1;
    for (Taking way : single ? new Taking[] {Taking.ONE_BY_ONE} : Taking.values()) {
      try {
        Tensor logits = logits(way, pixels, texts, count);
        taking = way;
        return logits;
      } catch (IOException e) {
        refused = e;
      }
    }
    throw refused;
  }

  private Tensor logits(Taking way, Tensor pixels, Tokenizer.Texts texts, int count)
      throws IOException {
    if (way != Taking.ONE_BY_ONE) {
      return run(way == Taking.TOGETHER ? pixels : repeated(pixels, count), texts, count);
    }
    float[] all = null;
    Tensor one = null;
    for (int i = 0; i < count; i++) {
      one = run(pixels, new Tokenizer.Texts(row(texts.ids(), i), row(texts.mask(), i)), 1);
      all = all == null ? new float[count * one.floats().length] : all;
      System.arraycopy(one.floats(), 0, all, i * one.floats().length, one.floats().length);
    }
    return Tensor.of(all, count, one.size(-2), one.size(-1));
  }

  private Tensor run(Tensor pixels, Tokenizer.Texts texts, int count) throws IOException {
    Map<String, Tensor> inputs = new HashMap<>();
    inputs.put("pixel_values", pixels);
    inputs.put("input_ids", texts.ids());
    inputs.put("attention_mask", texts.mask());
    Tensor logits = graph.run(inputs).get("logits");
    long planes =
        logits.rank() < 2 ? 0 : logits.floats().length / logits.size(-1) / logits.size(-2);
    if (planes != count) {
      throw new IOException(
          graph.file()
              + ": makes logits "
              + Arrays.toString(logits.shape())
              + " of "
              + count
              + " texts");
    }
    return logits;
  }

  private static Tensor row(Tensor matrix, int i) {
    int columns = matrix.size(1);
    return Tensor.of(
        Arrays.copyOfRange(matrix.integers(), i * columns, (i + 1) * columns), 1, columns);
  }

  private static Tensor repeated(Tensor pixels, int count) {
    int size = pixels.floats().length;
    float[] all = new float[size * count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(pixels.floats(), 0, all, i * size, size);
    }
    long[] shape = pixels.shape().clone();
    shape[0] = count;
    return new Tensor(shape, all, null);
  }
}
