"""The SQL of the migrations, oldest first. A published migration is never edited."""

from __future__ import annotations

# Column fact of figures: the id of the first mention of the same fact in the document (role, indicator,
# value, unit, period and subject are equal), NULL for what must not be added up (percentages, ratios, rates,
# boilerplate). So the figures to add up are those with fact = id.
# Table totals holds what is asked most, added up at the end of a run; totals_state says whether it still holds.
_TABLES = """
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  started TEXT NOT NULL,
  finished TEXT,
  package_version TEXT NOT NULL,
  tables_hash TEXT NOT NULL,
  models_hash TEXT NOT NULL,
  documents_read INTEGER NOT NULL DEFAULT 0,
  documents_stored INTEGER NOT NULL DEFAULT 0,
  documents_unchanged INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  figures_stored INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE indicators (
  id TEXT PRIMARY KEY,
  "group" TEXT NOT NULL,
  unit TEXT NOT NULL,
  label_vi TEXT NOT NULL,
  label_en TEXT NOT NULL
);
CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  title TEXT,
  published TEXT,
  outlet TEXT,
  author TEXT,
  url TEXT,
  path TEXT,
  sha256 TEXT NOT NULL,
  record_sha256 TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES runs(id),
  text TEXT NOT NULL
);
CREATE INDEX documents_origin ON documents(number, published, outlet);
CREATE TABLE sentences (
  id INTEGER PRIMARY KEY,
  document TEXT NOT NULL REFERENCES documents(id),
  ordinal INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  boilerplate INTEGER NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX sentences_document ON sentences(document);
CREATE TABLE figures (
  id INTEGER PRIMARY KEY,
  document TEXT NOT NULL REFERENCES documents(id),
  sentence INTEGER NOT NULL REFERENCES sentences(id),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  surface TEXT NOT NULL,
  low TEXT NOT NULL,
  high TEXT NOT NULL,
  low_num REAL NOT NULL,
  high_num REAL NOT NULL,
  unit TEXT NOT NULL,
  "of" TEXT,
  per TEXT,
  modifier TEXT NOT NULL,
  concept TEXT,
  role TEXT NOT NULL,
  indicator TEXT NOT NULL REFERENCES indicators(id),
  period TEXT,
  period_start TEXT,
  period_end TEXT,
  subject TEXT,
  place TEXT,
  rule TEXT NOT NULL,
  score REAL NOT NULL,
  boilerplate INTEGER NOT NULL,
  fact INTEGER,
  part_of INTEGER REFERENCES figures(id) DEFERRABLE INITIALLY DEFERRED,
  evidence TEXT NOT NULL
);
CREATE INDEX figures_document ON figures(document);
CREATE INDEX figures_sentence ON figures(sentence);
CREATE INDEX figures_part_of ON figures(part_of) WHERE part_of IS NOT NULL;
CREATE INDEX figures_filter ON figures(
  indicator, unit, role, period_end, period_start, low_num, high_num, fact);
CREATE INDEX figures_subject ON figures(subject, unit, role, low_num, high_num, fact);
CREATE TABLE entities (
  id INTEGER PRIMARY KEY,
  document TEXT NOT NULL REFERENCES documents(id),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  surface TEXT NOT NULL,
  type TEXT NOT NULL,
  normal TEXT,
  link TEXT,
  title TEXT,
  rule TEXT NOT NULL,
  score REAL NOT NULL
);
CREATE INDEX entities_document ON entities(document);
CREATE INDEX entities_name ON entities(type, normal);
CREATE TABLE rejections (
  id INTEGER PRIMARY KEY,
  document TEXT NOT NULL REFERENCES documents(id),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  surface TEXT NOT NULL,
  rule TEXT NOT NULL
);
CREATE INDEX rejections_document ON rejections(document);
CREATE TABLE totals (
  indicator TEXT NOT NULL,
  unit TEXT NOT NULL,
  role TEXT NOT NULL,
  year TEXT,
  figures INTEGER NOT NULL,
  total REAL,
  least REAL NOT NULL,
  most REAL NOT NULL
);
CREATE TABLE totals_state (fresh INTEGER NOT NULL);
INSERT INTO totals_state VALUES (1);
CREATE TABLE failures (
  path TEXT NOT NULL,
  item TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL,
  PRIMARY KEY (path, item)
);
"""

# The indexes hold folded words only ("contentless"): the texts stand in their own tables, and the folded
# form, which no one reads, would take their size again. To take a row out, give the words that were put in.
_SEARCH = """
CREATE VIRTUAL TABLE documents_fts USING fts5(title, text, content='', tokenize='unicode61');
CREATE VIRTUAL TABLE sentences_fts USING fts5(text, content='', tokenize='unicode61');
CREATE VIRTUAL TABLE figures_fts USING fts5(subject, place, content='', tokenize='unicode61');
"""

# Versions of one article (the same agency story in several outlets) make a group, whose head is the one published
# first, then the one with the smallest id. Column duplicate_of of documents names the head, and is NULL for the head
# and for an article that has no other version. Column duplicate_of of figures names the same figure in an earlier
# version, and is NULL for a figure that no earlier version has: so the figures that count once each are those with
# duplicate_of IS NULL. Table signatures and its keys are what groups are found by, without comparing all with all.
_DUPLICATES = """
ALTER TABLE documents ADD COLUMN duplicate_of TEXT REFERENCES documents(id);
CREATE INDEX documents_duplicate ON documents(duplicate_of) WHERE duplicate_of IS NOT NULL;
ALTER TABLE figures ADD COLUMN duplicate_of INTEGER REFERENCES figures(id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX figures_duplicate ON figures(duplicate_of) WHERE duplicate_of IS NOT NULL;
DROP INDEX figures_filter;
CREATE INDEX figures_filter ON figures(
  indicator, unit, role, period_end, period_start, low_num, high_num, fact, duplicate_of);
DROP INDEX figures_subject;
CREATE INDEX figures_subject ON figures(subject, unit, role, low_num, high_num, fact, duplicate_of);
CREATE TABLE signatures (number INTEGER PRIMARY KEY REFERENCES documents(number), signature BLOB NOT NULL);
CREATE TABLE signature_keys (
  key INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (key, number)
) WITHOUT ROWID;
UPDATE totals_state SET fresh = 0;
"""


# Names that unite the spellings of subjects and places; counts_as: the id of the figure that is counted for this one,
# its own when it counts itself, NULL when it must not be counted (rates, boilerplate); within: the longer period whose
# figure includes this one. Table conflicts: a counted figure and one that another document says in its stead. Table
# unsettled: what has to be decided anew at the end of the run.
_COUNTED_ONCE = """
ALTER TABLE figures ADD COLUMN subject_name TEXT;
ALTER TABLE figures ADD COLUMN place_name TEXT;
ALTER TABLE figures ADD COLUMN counts_as INTEGER;
ALTER TABLE figures ADD COLUMN within TEXT;
UPDATE figures SET subject_name = subject, place_name = place, counts_as = fact;
DROP INDEX figures_filter;
DROP INDEX figures_subject;
CREATE INDEX figures_filter ON figures(
  indicator, unit, role, period_end, period_start, low_num, high_num, fact, counts_as, within, boilerplate,
  duplicate_of);
CREATE INDEX figures_place ON figures(
  place_name, indicator, unit, role, period_end, period_start, low_num, high_num, fact, counts_as, within, boilerplate,
  duplicate_of);
CREATE INDEX figures_subject ON figures(
  subject_name, indicator, unit, role, period_end, period_start, low_num, high_num, fact, counts_as, within,
  boilerplate, duplicate_of);
CREATE TABLE conflicts (
  figure INTEGER NOT NULL,
  other INTEGER NOT NULL,
  indicator TEXT NOT NULL,
  unit TEXT NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (figure, other)
);
CREATE INDEX conflicts_key ON conflicts(indicator, unit, role);
CREATE TABLE unsettled (
  indicator TEXT NOT NULL,
  unit TEXT NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (indicator, unit, role)
);
INSERT INTO unsettled SELECT DISTINCT indicator, unit, role FROM figures;
DROP TABLE totals;
CREATE TABLE totals (
  indicator TEXT NOT NULL,
  unit TEXT NOT NULL,
  role TEXT NOT NULL,
  year TEXT,
  mentions INTEGER NOT NULL,
  total REAL,
  total_in_year REAL,
  least REAL,
  most REAL,
  last TEXT,
  top TEXT,
  conflicts INTEGER NOT NULL
);
UPDATE totals_state SET fresh = 0;
"""


# What articles name, once each: link is that of table entities; unit the administrative unit that the entity is or
# belongs to ("vn:old:003"), with its level, its name in full and the ids of today's units on its ground. Table
# entity_titles: the titles persons bear, with the days of the first and the last article that says so.
_CANONICAL = """
CREATE TABLE canonical_entities (
  link TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  name TEXT,
  unit TEXT,
  level TEXT,
  place TEXT,
  today TEXT,
  mentions INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  first TEXT,
  last TEXT
);
CREATE INDEX canonical_entities_unit ON canonical_entities(unit) WHERE unit IS NOT NULL;
CREATE INDEX canonical_entities_name ON canonical_entities(type, name);
CREATE TABLE entity_titles (
  link TEXT NOT NULL REFERENCES canonical_entities(link),
  title TEXT NOT NULL,
  mentions INTEGER NOT NULL,
  first TEXT,
  last TEXT,
  PRIMARY KEY (link, title)
) WITHOUT ROWID;
CREATE INDEX entities_link ON entities(link) WHERE link IS NOT NULL;
UPDATE totals_state SET fresh = 0;
"""


# The time of publication with its zone; what the reader had to convert, a note a line; sentences under pictures.
_READERS = """
ALTER TABLE documents ADD COLUMN published_at TEXT;
ALTER TABLE documents ADD COLUMN notes TEXT;
ALTER TABLE sentences ADD COLUMN caption INTEGER NOT NULL DEFAULT 0;
"""


# The indexes by name begin with the indicator, which a question by place or subject always has, so that it reads its
# own part of them. Table totals also keeps apart what lies within a longer period, by that one's year, so that whole
# years can be asked for. Tables totals_by_place and totals_by_subject: the same of all years together, by place_name
# and subject_name ("" for none); latest and greatest are the ids of figures, which say the rest.
_BY_NAME = """
CREATE TABLE {table} (
  indicator TEXT NOT NULL,
  name TEXT NOT NULL,
  unit TEXT NOT NULL,
  role TEXT NOT NULL,
  mentions INTEGER NOT NULL,
  total REAL,
  least REAL,
  most REAL,
  latest INTEGER,
  greatest INTEGER,
  conflicts INTEGER NOT NULL,
  PRIMARY KEY (indicator, name, unit, role)
) WITHOUT ROWID;
"""
_TOTALS_BY_NAME = (
    """
UPDATE figures SET place_name = NULL WHERE place_name = '';
UPDATE figures SET subject_name = NULL WHERE subject_name = '';
DROP INDEX figures_place;
DROP INDEX figures_subject;
CREATE INDEX figures_place ON figures(
  indicator, place_name, unit, role, period_end, period_start, low_num, high_num, fact, counts_as, within, boilerplate,
  duplicate_of);
CREATE INDEX figures_subject ON figures(
  indicator, subject_name, unit, role, period_end, period_start, low_num, high_num, fact, counts_as, within,
  boilerplate, duplicate_of);
DROP TABLE totals;
CREATE TABLE totals (
  indicator TEXT NOT NULL,
  unit TEXT NOT NULL,
  role TEXT NOT NULL,
  year TEXT,
  within_year TEXT,
  mentions INTEGER NOT NULL,
  total REAL,
  least REAL,
  most REAL,
  last TEXT,
  top TEXT,
  conflicts INTEGER NOT NULL
);
UPDATE totals_state SET fresh = 0;
"""
    + _BY_NAME.format(table="totals_by_place")
    + _BY_NAME.format(table="totals_by_subject")
)

# The day up to which a figure tells, by which the latest one is found: the period of a result may end after its article
# was published ("nhiệm kỳ 2024-2029").
_AS_OF = """
ALTER TABLE figures ADD COLUMN as_of TEXT;
UPDATE figures SET as_of = coalesce(period_end, period_start)
WHERE period_end IS NOT NULL OR period_start IS NOT NULL;
UPDATE figures SET as_of = min(as_of, coalesce((SELECT published FROM documents WHERE id = document), as_of))
WHERE as_of IS NOT NULL AND role NOT IN ('target', 'pledged', 'threshold');
DROP INDEX figures_filter;
DROP INDEX figures_place;
DROP INDEX figures_subject;
CREATE INDEX figures_filter ON figures(
  indicator, unit, role, period_end, period_start, low_num, high_num, fact, counts_as, within, boilerplate,
  duplicate_of, as_of);
CREATE INDEX figures_place ON figures(
  indicator, place_name, unit, role, period_end, period_start, low_num, high_num, fact, counts_as, within, boilerplate,
  duplicate_of, as_of);
CREATE INDEX figures_subject ON figures(
  indicator, subject_name, unit, role, period_end, period_start, low_num, high_num, fact, counts_as, within,
  boilerplate, duplicate_of, as_of);
UPDATE totals_state SET fresh = 0;
"""


# The unit that a figure's place is (an id of the gazetteer) and its province of today; `wider` is the figure of a unit
# around it that it is part of, with that one's period, so that what lies inside is not added to it.
_WIDER = """
ALTER TABLE figures ADD COLUMN place_unit TEXT;
ALTER TABLE figures ADD COLUMN province TEXT;
ALTER TABLE figures ADD COLUMN wider INTEGER;
ALTER TABLE figures ADD COLUMN wider_period TEXT;
ALTER TABLE totals_state ADD COLUMN placed INTEGER NOT NULL DEFAULT 0;
DROP INDEX figures_filter;
DROP INDEX figures_subject;
CREATE INDEX figures_filter ON figures(
  indicator, unit, role, period_end, period_start, low_num, high_num, fact, counts_as, within, boilerplate,
  duplicate_of, as_of, wider, wider_period);
CREATE INDEX figures_subject ON figures(
  indicator, subject_name, unit, role, period_end, period_start, low_num, high_num, fact, counts_as, within,
  boilerplate, duplicate_of, as_of, wider, wider_period);
DROP TABLE totals;
CREATE TABLE totals (
  indicator TEXT NOT NULL,
  unit TEXT NOT NULL,
  role TEXT NOT NULL,
  year TEXT,
  within_year TEXT,
  wider_year TEXT,
  mentions INTEGER NOT NULL,
  total REAL,
  least REAL,
  most REAL,
  last TEXT,
  top TEXT,
  conflicts INTEGER NOT NULL
);
INSERT OR IGNORE INTO unsettled SELECT DISTINCT indicator, unit, role FROM figures;
UPDATE totals_state SET fresh = 0, placed = NOT EXISTS (SELECT 1 FROM figures);
"""

# The level of government that a figure is told of; figures that are there already get theirs with the next run.
_LEVELS = """
ALTER TABLE figures ADD COLUMN level TEXT;
UPDATE totals_state SET placed = NOT EXISTS (SELECT 1 FROM figures);
"""


# What people put right, by text and place in it; `was` is what the program reads, `found` whether a figure starts there
# now.
_CORRECTIONS = """
CREATE TABLE corrections (
  sha256 TEXT NOT NULL,
  document TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  surface TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT,
  was TEXT,
  made_by TEXT,
  note TEXT,
  made TEXT NOT NULL,
  found INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (sha256, start, field)
);
"""


SCRIPTS = {
    "tables_and_search": _TABLES + _SEARCH,
    "near_duplicates": _DUPLICATES,
    "counted_once": _COUNTED_ONCE,
    "skipped_documents": "ALTER TABLE runs ADD COLUMN documents_skipped INTEGER NOT NULL DEFAULT 0",
    "canonical_entities": _CANONICAL,
    "what_readers_say": _READERS,
    "totals_by_name": _TOTALS_BY_NAME,
    "latest_by_what_was_told": _AS_OF,
    "parts_of_wider_units": _WIDER,
    "corrections_by_hand": _CORRECTIONS,
    "levels_of_government": _LEVELS,
}
"""The statements of each migration, by its name."""
