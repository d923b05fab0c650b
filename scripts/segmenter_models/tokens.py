"""Tiny tokenizer.json files with the structure and the special ids of CLIP's and BERT's."""
from . import common

START, END = 49406, 49407
CLASS, SEPARATOR, UNKNOWN, STOP, QUESTION = 101, 102, 100, 1012, 1029


def _alphabet():
    """CLIP's characters for the 256 bytes, in its order."""
    kept = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = [b for b in range(256) if b not in kept]
    return [chr(b) for b in kept] + [chr(256 + i) for i in range(len(rest))]


def _pieces(word, merges):
    """Byte pair encoding of one lower-case word."""
    parts = list(word[:-1]) + [word[-1] + "</w>"]
    while len(parts) > 1:
        ranks = [merges.get(pair, len(merges)) for pair in zip(parts, parts[1:])]
        best = min(ranks)
        if best == len(merges):
            break
        at = ranks.index(best)
        parts[at:at + 2] = [parts[at] + parts[at + 1]]
    return parts


class Clip:
    """A byte pair encoding whose merges make every word of the list one piece."""

    def __init__(self, words):
        self.merges = {}
        for word in words:
            while len(parts := _pieces(word, self.merges)) > 1:
                self.merges[parts[0], parts[1]] = len(self.merges)
        letters = _alphabet()
        self.vocabulary = {}
        for piece in letters + [c + "</w>" for c in letters] + [a + b for a, b in self.merges]:
            self.vocabulary[piece] = len(self.vocabulary)
        self.vocabulary.update({"<|startoftext|>": START, "<|endoftext|>": END})

    def ids(self, text, length=None, padding=END):
        """Ids with start and end token, padded, and the attention mask."""
        words = [p for word in text.lower().split() for p in _pieces(word, self.merges)]
        ids = [START] + [self.vocabulary[p] for p in words] + [END]
        pad = (length or len(ids)) - len(ids)
        return ids + [padding] * pad, [1] * len(ids) + [0] * pad

    def batch(self, texts, length=None, padding=END):
        length = length or max(len(self.ids(text)[0]) for text in texts)
        rows = [self.ids(text, length, padding) for text in texts]
        return [r[0] for r in rows], [r[1] for r in rows]

    def id(self, word):
        return self.vocabulary[word + "</w>"]

    def write(self, folder):
        special = {"single_word": False, "lstrip": False, "rstrip": False, "special": True}
        common.write_json(folder, "tokenizer.json", {
            "version": "1.0", "truncation": None, "padding": None,
            "added_tokens": [
                {"id": START, "content": "<|startoftext|>", **special, "normalized": True},
                {"id": END, "content": "<|endoftext|>", **special, "normalized": False}],
            "normalizer": {"type": "Sequence", "normalizers": [
                {"type": "NFC"}, {"type": "Replace", "pattern": {"Regex": "\\s+"}, "content": " "},
                {"type": "Lowercase"}]},
            "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
                {"type": "Split", "behavior": "Removed", "invert": True, "pattern": {"Regex":
                    "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+"}},
                {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True}]},
            "post_processor": {
                "type": "RobertaProcessing", "sep": ["<|endoftext|>", END], "cls": ["<|startoftext|>", START],
                "trim_offsets": False, "add_prefix_space": False},
            "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True},
            "model": {
                "type": "BPE", "dropout": None, "unk_token": "<|endoftext|>", "continuing_subword_prefix": "",
                "end_of_word_suffix": "</w>", "fuse_unk": False, "vocab": self.vocabulary,
                "merges": [f"{a} {b}" for a, b in self.merges]}})


class Bert:
    """A WordPiece vocabulary; the words that BERT's has keep its ids."""

    KNOWN = {"the": 1996, "of": 1997, "part": 2112, "red": 2417, "green": 2665, "blue": 2630, "yellow": 3756}

    def __init__(self, words, ends):
        self.ends = {end: 20000 + i for i, end in enumerate(ends)}
        self.vocabulary = {"[PAD]": 0, "[UNK]": UNKNOWN, "[CLS]": CLASS, "[SEP]": SEPARATOR, "[MASK]": 103,
                           ".": STOP, "?": QUESTION, **self.ends}
        for i, word in enumerate(words):
            self.vocabulary[word] = self.KNOWN.get(word, 10000 + i)

    def pieces(self, text):
        """Ids without start and end."""
        ids = []
        for word in text.lower().split():
            whole = next(w for w in self.vocabulary if word == w or any(word == w + e[2:] for e in self.ends))
            ids.append(self.vocabulary[whole])
            ids += [i for e, i in self.ends.items() if word == whole + e[2:]]
        return ids

    def write(self, folder):
        special = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
        names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
        piece = lambda token: {"SpecialToken": {"id": token, "type_id": 0}}
        text = lambda name, type_id=0: {"Sequence": {"id": name, "type_id": type_id}}
        common.write_json(folder, "tokenizer.json", {
            "version": "1.0", "truncation": None, "padding": None,
            "added_tokens": [{"id": self.vocabulary[n], "content": n, **special} for n in names],
            "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True,
                           "strip_accents": None, "lowercase": True},
            "pre_tokenizer": {"type": "BertPreTokenizer"},
            "post_processor": {
                "type": "TemplateProcessing",
                "single": [piece("[CLS]"), text("A"), piece("[SEP]")],
                "pair": [piece("[CLS]"), text("A"), piece("[SEP]"), text("B", 1),
                         {"SpecialToken": {"id": "[SEP]", "type_id": 1}}],
                "special_tokens": {n: {"id": n, "ids": [self.vocabulary[n]], "tokens": [n]}
                                   for n in ["[CLS]", "[SEP]"]}},
            "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
            "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                      "max_input_chars_per_word": 100, "vocab": self.vocabulary}})
