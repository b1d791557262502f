-- SPDX-License-Identifier: EUPL-1.2
-- Images by the SHA-256 of the bytes that the server wrote itself. is_public: an edition shows it.
CREATE TABLE image (
    hash {bytes} NOT NULL PRIMARY KEY,
    type {text} NOT NULL,
    width {int} NOT NULL,
    height {int} NOT NULL,
    size {int} NOT NULL,
    bytes {bytes} NOT NULL,
    is_public {int} NOT NULL,
    created_at {instant} NOT NULL
) {table};

-- Which documents have used it, and who brought it there first.
CREATE TABLE document_image (
    document {id} NOT NULL REFERENCES document (id),
    image {bytes} NOT NULL REFERENCES image (hash),
    member {id} NOT NULL REFERENCES member (id),
    at {instant} NOT NULL,
    PRIMARY KEY (document, image)
) {table};
CREATE INDEX document_image_by_member ON document_image (member, at);

-- Comments of an imported file, as they stood in it: people answer them elsewhere.
CREATE TABLE import_comment (
    document {id} NOT NULL REFERENCES document (id),
    position {int} NOT NULL,
    author {text} NOT NULL,
    made_at {text} NOT NULL,
    quote {text} NOT NULL,
    words {text} NOT NULL,
    PRIMARY KEY (document, position)
) {table};
