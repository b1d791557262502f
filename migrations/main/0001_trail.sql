-- SPDX-License-Identifier: EUPL-1.2
-- Who did what, in a chain of hashes. Only salt and payload may ever change: to NULL, when erased.
CREATE TABLE trail_entry (
    sequence {int} NOT NULL PRIMARY KEY,
    at {instant} NOT NULL,
    actor {id} NOT NULL,
    authority {id},
    action {text} NOT NULL,
    subject_kind {text} NOT NULL,
    subject {id} NOT NULL,
    payload_hash {bytes} NOT NULL,
    hash {bytes} NOT NULL,
    salt {bytes},
    payload {text}
) {table};

CREATE INDEX trail_entry_subject ON trail_entry (subject_kind, subject, sequence);
