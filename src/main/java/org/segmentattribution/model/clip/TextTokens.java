package org.segmentattribution.model.clip;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.segmentattribution.api.WrongInput;
import org.segmentattribution.model.Quoted;
import org.segmentattribution.model.huggingface.file.FolderJson;
import org.segmentattribution.runtime.OnnxGraph;
import org.segmentattribution.runtime.Tensor;
import org.segmentattribution.runtime.Tokenizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes tokens of the classes' texts. CLIP reads a text's meaning at its end token and looks back
 * alone, so what fills up behind it does not count. SigLIP reads it at the last place and looks
 * everywhere, so its texts are filled up to the length that it was trained with.
 *
 * @param files of the folder, for messages
 * @param tokenizer owned; closed with this
 * @param most largest number of tokens of a text
 * @param length of each text; -1 for that of the longest in a pass
 * @param padding token that fills up
 * @param end token that must be last; -1 where that is not known
 * @param masked whether what fills up is hidden from the graph
 */
record TextTokens(
    TowerFiles files,
    Tokenizer tokenizer,
    int most,
    int length,
    long padding,
    long end,
    boolean masked)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TextTokens.class);
  private static final String END = "<|endoftext|>";

  /** In old {@code config.json} files of CLIP: the end token is the one with the largest number. */
  private static final long LARGEST = 2;

  /** Opens {@code tokenizer.json}; {@link WrongInput} in one line where it cannot be used. */
  static TextTokens open(TwoTowers towers, OnnxGraph graph) throws IOException {
    Tokenizer tokenizer = tokenizer(towers);
    try {
      boolean clip = towers.family() == TowerFamily.CLIP;
      FolderJson text = towers.config().inner("text_config");
      long context =
          text == null
              ? towers.family().context()
              : text.size("max_position_embeddings", towers.family().context());
      OnnxGraph.Port port = graph.inputs().get(EmbeddingNames.TOKENS);
      long fixed = port != null && port.rank() == 2 ? port.shape()[1] : -1;
      if (fixed > 0 && (fixed > context || !clip && fixed != context)) {
        throw new WrongInput(
            graph.file()
                + ": takes "
                + fixed
                + " tokens, but "
                + towers.config().file()
                + " says "
                + context);
      }
      int most = Math.toIntExact(fixed > 0 ? fixed : context);
      long end = clip ? tokenizer.id(END) : -1;
      long configured = text == null || !text.has("eos_token_id") ? end : text.size("eos_token_id");
      if (end >= 0 && configured != end && configured != LARGEST) {
        throw text.refuse(
            "eos_token_id",
            configured
                + ", but "
                + END
                + " is token "
                + end
                + "; the tokenizer is another model's");
      }
      return new TextTokens(
          towers.files(),
          tokenizer,
          most,
          clip && fixed <= 0 ? -1 : most,
          padding(towers, tokenizer, end),
          end,
          clip);
    } catch (IOException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  private static Tokenizer tokenizer(TwoTowers towers) {
    try {
      return Tokenizer.open(towers.files().find("tokenizer.json"));
    } catch (IOException e) {
      throw new WrongInput(e.getMessage(), e);
    }
  }

  /** The token that fills up short texts, as transformers looks for it. */
  private static long padding(TwoTowers towers, Tokenizer tokenizer, long end) throws IOException {
    long own = tokenizer.padding(-1);
    if (own >= 0) {
      return own;
    }
    for (String name : List.of("tokenizer_config.json", "special_tokens_map.json")) {
      FolderJson json = towers.files().json(name);
      JsonNode token = json == null ? null : json.get("pad_token");
      if (token != null && !token.isMissingNode()) {
        String content = token.isTextual() ? token.textValue() : token.path("content").asText();
        long id = tokenizer.id(content);
        if (id < 0) {
          throw json.refuse("pad_token", Quoted.text(content) + " is no token of tokenizer.json");
        }
        return id;
      }
    }
    if (towers.family() == TowerFamily.CLIP) {
      return Math.max(0, end);
    }
    FolderJson text = towers.config().inner("text_config");
    if (text == null || !text.has("pad_token_id")) {
      throw new WrongInput(
          towers.files().folder()
              + ": no file says which token fills up short texts, which SigLIP's result depends on;"
              + " tokenizer_config.json has it as pad_token");
    }
    return Math.round(text.number("pad_token_id", 0));
  }

  /**
   * The tokens of all texts.
   *
   * @throws WrongInput in one line that names the class at fault
   */
  List<long[]> rows(ClassPrompts prompts) {
    List<String> texts = prompts.texts();
    List<long[]> rows = tokenizer.rows(texts);
    Map<String, String> first = new HashMap<>();
    long unknown = end >= 0 ? -1 : tokenizer.id("<unk>");
    for (int i = 0; i < rows.size(); i++) {
      long[] row = rows.get(i);
      String name = prompts.classOf(i);
      if (row.length > most) {
        throw WrongInput.of(
            "%s of {classes} has %s tokens; the model takes %s: %s",
            Quoted.text(name), row.length, most, Quoted.text(texts.get(i)));
      }
      if (row.length == 0 || end >= 0 && row[row.length - 1] != end) {
        throw new WrongInput(
            files.find("tokenizer.json")
                + ": does not end a text with "
                + END
                + ", where the model reads its meaning");
      }
      if (unknown >= 0 && Arrays.stream(row).anyMatch(token -> token == unknown)) {
        LOG.warn("{}: {} holds what the model's tokenizer does not know", name, texts.get(i));
      }
      if (i % prompts.templates().size() == 0) {
        String before = first.put(Arrays.toString(row), name);
        if (before != null) {
          throw WrongInput.of(
              "%s and %s of {classes} are the same to the model, whose tokens do not differ",
              Quoted.text(before), Quoted.text(name));
        }
      }
    }
    return rows;
  }

  /** The inputs of a pass. */
  Map<String, Tensor> inputs(List<long[]> rows) {
    int longest = rows.stream().mapToInt(row -> row.length).max().orElse(0);
    int columns = length < 0 ? longest : length;
    long[] ids = new long[rows.size() * columns];
    long[] mask = new long[ids.length];
    long[] places = new long[ids.length];
    Arrays.fill(ids, padding);
    for (int i = 0; i < rows.size(); i++) {
      int from = i * columns;
      System.arraycopy(rows.get(i), 0, ids, from, rows.get(i).length);
      Arrays.fill(mask, from, from + (masked ? rows.get(i).length : columns), 1);
      for (int k = 0; k < columns; k++) {
        places[from + k] = k;
      }
    }
    return Map.of(
        EmbeddingNames.TOKENS, Tensor.of(ids, rows.size(), columns),
        EmbeddingNames.MASK, Tensor.of(mask, rows.size(), columns),
        EmbeddingNames.PLACES, Tensor.of(places, rows.size(), columns));
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
