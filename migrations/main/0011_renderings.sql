-- SPDX-License-Identifier: EUPL-1.2
-- A paragraph in Leichte Sprache or in another language. `source` is the hash of the words it was
-- made from: where a draft or an edition says something else, it is out of date. It belongs to the
-- guideline, so that it can be written after an edition was published; the edition's files carry
-- what was there on the day of its release.
CREATE TABLE rendering (
    guideline {id} NOT NULL REFERENCES guideline (id),
    language {text} NOT NULL,
    uid {id} NOT NULL,
    source {bytes} NOT NULL,
    words {text} NOT NULL,
    at {instant} NOT NULL,
    actor {id} NOT NULL REFERENCES actor (id),
    PRIMARY KEY (guideline, language, uid, source)
) {table};
CREATE INDEX rendering_by_uid ON rendering (uid);
