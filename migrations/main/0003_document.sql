-- What stands once for the whole installation: the epoch (how often it was restored from a backup)
-- and the actor under which the server repairs documents.
CREATE TABLE installation (
    name {text} NOT NULL PRIMARY KEY,
    value {bytes} NOT NULL
) {table};

CREATE TABLE document (
    id {id} NOT NULL PRIMARY KEY,
    title {text} NOT NULL,
    language {text} NOT NULL,
    origin {text} NOT NULL,
    created_at {instant} NOT NULL,
    created_by {id} NOT NULL
) {table};

-- Authorship: the server issues each CRDT client id and binds it to one actor for ever.
CREATE TABLE document_client (
    document {id} NOT NULL,
    client {int} NOT NULL,
    actor {id} NOT NULL,
    since {instant} NOT NULL,
    PRIMARY KEY (document, client)
) {table};

-- Words that were not taken over or stand elsewhere than they were typed; only their author sees
-- them.
CREATE TABLE document_kept (
    id {id} NOT NULL PRIMARY KEY,
    document {id} NOT NULL,
    member {id} NOT NULL,
    at {instant} NOT NULL,
    reason {int} NOT NULL,
    uid {text} NOT NULL,
    words {text} NOT NULL,
    done_at {instant}
) {table};

CREATE INDEX document_kept_by_member ON document_kept (member, document);
