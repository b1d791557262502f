-- SPDX-License-Identifier: EUPL-1.2
-- Documents that the coordination offers as a beginning for new ones.
CREATE TABLE document_template (
    document {id} NOT NULL PRIMARY KEY REFERENCES document (id),
    marked_at {instant} NOT NULL,
    marked_by {id} NOT NULL REFERENCES actor (id)
) {table};

-- Members who agreed that the network reads their name beside what they wrote; no row: not agreed.
CREATE TABLE member_named (
    member {id} NOT NULL PRIMARY KEY REFERENCES member (id),
    since {instant} NOT NULL
) {table};
