-- SPDX-License-Identifier: EUPL-1.2
-- Looking back at texts. The words of old points stand in the update log; here is what people say
-- about them.

-- A point of a document that somebody gave a name.
CREATE TABLE document_point (
    id {id} NOT NULL PRIMARY KEY,
    document {id} NOT NULL REFERENCES document (id),
    seq {int} NOT NULL,
    name {text} NOT NULL,
    named_at {instant} NOT NULL,
    named_by {id} NOT NULL REFERENCES actor (id)
) {table};
CREATE INDEX document_point_by_document ON document_point (document, seq);

-- Up to which record a member has read a document: `seq` now, `before` when they came this time.
CREATE TABLE document_read (
    member {id} NOT NULL,
    document {id} NOT NULL,
    seq {int} NOT NULL,
    before {int} NOT NULL,
    at {instant} NOT NULL,
    PRIMARY KEY (member, document)
) {table};

-- Who wrote which words of an edition's paragraph, as it was known on the day of publication: JSON,
-- a list of runs; names authorities, never persons. Only ever inserted into.
CREATE TABLE edition_credit (
    guideline {id} NOT NULL,
    edition {int} NOT NULL,
    uid {id} NOT NULL,
    runs {text} NOT NULL,
    PRIMARY KEY (guideline, edition, uid),
    FOREIGN KEY (guideline, edition) REFERENCES edition (guideline, number)
) {table};
