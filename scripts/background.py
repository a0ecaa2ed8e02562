"""Makes src/group/background.txt from the word frequencies of the Python package wordfreq 3.1.1.

    python -m venv env && env/bin/pip install wordfreq==3.1.1
    env/bin/python scripts/background.py > src/group/background.txt

A line a language: its code, a tab, and its words from the commonest on; "=52" says that the words behind it make up
10 ** -5.2 of all words. Words rarer than that of LEAST are left out: they stand in fewer than one of a thousand articles.
src/group/background.md says where the frequencies come from and under which licence.
"""

import wordfreq

LEAST = 47  # -10 * log10(share)


def is_word(word: str) -> bool:
    return any(c.isalpha() for c in word) and not any(c.isspace() or c in "=\t" for c in word)


for language in sorted(wordfreq.available_languages()):
    levels = wordfreq.get_frequency_list(language)  # by centibels: 0 is every word, 100 a tenth, ...
    by_level: dict[int, list[str]] = {}
    for centibels, words in enumerate(levels):
        level = round(centibels / 10)
        if level <= LEAST:
            by_level.setdefault(level, []).extend(sorted(filter(is_word, words)))
    parts = [part for level, words in sorted(by_level.items()) if words for part in (f"={level}", *words)]
    print(language, " ".join(parts), sep="\t")
