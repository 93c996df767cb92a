"""Gold in the formats of annotation tools; each module writes and reads one, and loses none of our fields."""

EXPORTS = ("brat", "conll", "docbin", "doccano", "labelstudio")
IMPORTS = ("brat", "docbin", "doccano", "labelstudio")
