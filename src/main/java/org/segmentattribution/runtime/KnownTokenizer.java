package org.segmentattribution.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * Decides whether a {@code tokenizer.json} consists of parts whose native code is known to end on
 * any text: those of CLIP, of BERT and of byte-level tokenizers. Another regular expression may run
 * for ever, or end the process.
 */
final class KnownTokenizer {
  private static final Set<String> NORMALIZERS =
      Set.of(
          "BertNormalizer",
          "Lowercase",
          "NFC",
          "NFD",
          "NFKC",
          "NFKD",
          "Replace",
          "Sequence",
          "StripAccents");

  private static final Set<String> PRE_TOKENIZERS =
      Set.of("BertPreTokenizer", "ByteLevel", "Sequence", "Split", "Whitespace", "WhitespaceSplit");

  private static final Set<String> POST_PROCESSORS =
      Set.of("BertProcessing", "ByteLevel", "RobertaProcessing", "TemplateProcessing");

  /** The patterns of CLIP, of tokenizers that join blanks, and of GPT-2 written out. */
  private static final Set<String> EXPRESSIONS =
      Set.of(
          "\\s+",
          " {2,}",
          "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+",
          "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+",
          "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+");

  private KnownTokenizer() {}

  static boolean is(JsonNode tokenizer) {
    JsonNode model = tokenizer.path("model");
    return isKnownModel(model)
        && isOf(tokenizer.path("normalizer"), NORMALIZERS)
        && isOf(tokenizer.path("pre_tokenizer"), PRE_TOKENIZERS)
        && isOf(tokenizer.path("post_processor"), POST_PROCESSORS)
        && hasKnownExpressions(tokenizer.path("normalizer"))
        && hasKnownExpressions(tokenizer.path("pre_tokenizer"))
        && hasKnownExpressions(tokenizer.path("decoder"));
  }

  private static boolean isKnownModel(JsonNode model) {
    JsonNode prefix = model.path("continuing_subword_prefix");
    return switch (model.path("type").asText()) {
      case "WordPiece" -> true;
      // a prefix is removed from the parts of merges, however short they are
      case "BPE" -> !prefix.isTextual() || prefix.textValue().isEmpty();
      default -> false;
    };
  }

  private static boolean isOf(JsonNode part, Set<String> types) {
    if (part.isMissingNode() || part.isNull()) {
      return true;
    }
    if (!types.contains(part.path("type").asText())) {
      return false;
    }
    for (String list : new String[] {"normalizers", "pretokenizers"}) {
      for (JsonNode inner : part.path(list)) {
        if (!isOf(inner, types)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean hasKnownExpressions(JsonNode part) {
    for (JsonNode expression : part.findValues("Regex")) {
      if (!EXPRESSIONS.contains(expression.asText())) {
        return false;
      }
    }
    return true;
  }
}
