"""What the terminal's commands compute (`answers`), and how they say it to people (`texts`)."""

from cnnviz.terminal import answers, texts

ANSWERS = {
    "list": answers.variants,
    "describe": answers.described,
    "compare": answers.compared,
    "predict": answers.predicted,
    "explain": answers.explained,
}
TEXTS = {
    "list": texts.variants,
    "describe": texts.described,
    "compare": texts.compared,
    "predict": texts.predicted,
    "explain": texts.explained,
}
