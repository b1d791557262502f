-- SPDX-License-Identifier: EUPL-1.2
-- Redaction: words that had to go for good, on the decision of two persons. open → done or declined.
-- `uid` is the block; the reason says why, never what.
CREATE TABLE redaction (
    id {id} NOT NULL PRIMARY KEY,
    document {id} NOT NULL REFERENCES document (id),
    uid {text} NOT NULL,
    reason {text} NOT NULL,
    requested_by {id} NOT NULL REFERENCES actor (id),
    requester {id} NOT NULL REFERENCES member (id),
    requester_house {id} NOT NULL REFERENCES authority (id),
    requested_at {instant} NOT NULL,
    state {text} NOT NULL,
    decided_by {id} REFERENCES actor (id),
    decided_at {instant}
) {table};
CREATE UNIQUE INDEX redaction_open ON redaction (document, uid) WHERE state = 'open';
CREATE INDEX redaction_by_uid ON redaction (uid, state);

-- Units of a document whose content is gone: an old copy that somebody sends is cleaned of them.
CREATE TABLE redacted_range (
    document {id} NOT NULL REFERENCES document (id),
    client {int} NOT NULL,
    clock {int} NOT NULL,
    length {int} NOT NULL,
    PRIMARY KEY (document, client, clock)
) {table};
