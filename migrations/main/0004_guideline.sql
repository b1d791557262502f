-- SPDX-License-Identifier: EUPL-1.2
-- Guidelines and their editions. The tables edition, edition_paragraph, edition_file and content
-- are only ever inserted into: what was published stays.

CREATE TABLE guideline (
    id {id} NOT NULL PRIMARY KEY,
    key {text} NOT NULL UNIQUE,
    title {text} NOT NULL,
    language {text} NOT NULL,
    draft {id} NOT NULL UNIQUE REFERENCES document (id),
    created_at {instant} NOT NULL,
    created_by {id} NOT NULL REFERENCES actor (id)
) {table};

-- Bytes by their SHA-256: the files of editions, and the words that wait for their release.
CREATE TABLE content (
    hash {bytes} NOT NULL PRIMARY KEY,
    bytes {bytes} NOT NULL
) {table};

-- title and language as they were on that day; released_by: a JSON list of names of authorities.
CREATE TABLE edition (
    guideline {id} NOT NULL REFERENCES guideline (id),
    number {int} NOT NULL,
    title {text} NOT NULL,
    language {text} NOT NULL,
    date {instant} NOT NULL,
    based_on {int},
    legal_state {text} NOT NULL,
    canonical_hash {bytes} NOT NULL,
    document_seq {int} NOT NULL,
    released_by {text} NOT NULL,
    published_at {instant} NOT NULL,
    PRIMARY KEY (guideline, number)
) {table};

-- block: JSON as in base/prose; uid: the same paragraph in every edition.
CREATE TABLE edition_paragraph (
    guideline {id} NOT NULL,
    edition {int} NOT NULL,
    position {int} NOT NULL,
    uid {id} NOT NULL,
    eid {text} NOT NULL,
    number {text} NOT NULL,
    kind {text} NOT NULL,
    words {text} NOT NULL,
    block {text} NOT NULL,
    PRIMARY KEY (guideline, edition, position),
    UNIQUE (guideline, edition, uid),
    FOREIGN KEY (guideline, edition) REFERENCES edition (guideline, number)
) {table};
CREATE INDEX edition_paragraph_by_uid ON edition_paragraph (uid, edition);

CREATE TABLE edition_file (
    guideline {id} NOT NULL,
    edition {int} NOT NULL,
    name {text} NOT NULL,
    type {text} NOT NULL,
    content {bytes} NOT NULL REFERENCES content (hash),
    PRIMARY KEY (guideline, edition, name),
    FOREIGN KEY (guideline, edition) REFERENCES edition (guideline, number)
) {table};

-- A draft, frozen at one moment, that somebody wants to see published: open → published, declined
-- or withdrawn. `words` is the frozen text as JSON.
CREATE TABLE release_request (
    id {id} NOT NULL PRIMARY KEY,
    guideline {id} NOT NULL REFERENCES guideline (id),
    number {int} NOT NULL,
    date {instant} NOT NULL,
    based_on {int},
    legal_state {text} NOT NULL,
    document_seq {int} NOT NULL,
    canonical_hash {bytes} NOT NULL,
    words {bytes} NOT NULL REFERENCES content (hash),
    requested_by {id} NOT NULL REFERENCES actor (id),
    requester {id} NOT NULL REFERENCES member (id),
    requester_authority {id} NOT NULL REFERENCES authority (id),
    requested_at {instant} NOT NULL,
    state {text} NOT NULL,
    decided_by {id} REFERENCES actor (id),
    decided_at {instant},
    reason {text} NOT NULL
) {table};
CREATE UNIQUE INDEX release_request_open ON release_request (guideline) WHERE state = 'open';
CREATE INDEX release_request_by_guideline ON release_request (guideline, requested_at);
