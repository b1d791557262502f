-- SPDX-License-Identifier: EUPL-1.2
-- The network: authorities, members, actors, logins. Names of persons stand in `person` alone
-- (and in open invitations), so that erasing one row leaves everything else valid.

CREATE TABLE authority (
    id {id} PRIMARY KEY,
    key {text} NOT NULL UNIQUE,
    name {text} NOT NULL,
    short_name {text} NOT NULL,
    kind {text} NOT NULL,
    state {text} NOT NULL,
    staff {int},
    parent {id} REFERENCES authority (id),
    sort_key {bytes} NOT NULL,
    created_at {instant} NOT NULL
) {table};

-- actor: the one they write under today (no reference, since an actor refers to its member).
CREATE TABLE member (
    id {id} PRIMARY KEY,
    authority {id} NOT NULL REFERENCES authority (id),
    role {text} NOT NULL,
    state {text} NOT NULL,
    actor {id} NOT NULL,
    language {text},
    created_at {instant} NOT NULL
) {table};
CREATE INDEX member_by_authority ON member (authority);

CREATE TABLE person (
    member {id} PRIMARY KEY REFERENCES member (id),
    name {text} NOT NULL,
    email {text} NOT NULL,
    email_key {text} NOT NULL UNIQUE,
    job {text} NOT NULL,
    sort_key {bytes} NOT NULL
) {table};

CREATE TABLE credential (
    member {id} PRIMARY KEY REFERENCES member (id),
    password_hash {text} NOT NULL,
    changed_at {instant} NOT NULL
) {table};

-- Never changed, never deleted: everything that was written names one.
CREATE TABLE actor (
    id {id} PRIMARY KEY,
    kind {text} NOT NULL,
    member {id} REFERENCES member (id),
    authority {id} REFERENCES authority (id),
    role {text},
    since {instant} NOT NULL
) {table};

CREATE TABLE session (
    id {id} PRIMARY KEY,
    member {id} NOT NULL REFERENCES member (id),
    token_hash {bytes} NOT NULL UNIQUE,
    user_agent {text} NOT NULL,
    created_at {instant} NOT NULL,
    seen_at {instant} NOT NULL,
    visited_before_at {instant} NOT NULL,
    ended_at {instant}
) {table};
CREATE INDEX session_by_member ON session (member);

CREATE TABLE ticket (
    token_hash {bytes} PRIMARY KEY,
    session {id} NOT NULL REFERENCES session (id),
    expires_at {instant} NOT NULL
) {table};

-- name and email are emptied when the invitation was used or withdrawn.
CREATE TABLE invitation (
    id {id} PRIMARY KEY,
    authority {id} NOT NULL REFERENCES authority (id),
    role {text} NOT NULL,
    name {text} NOT NULL,
    email {text} NOT NULL,
    token_hash {bytes} NOT NULL UNIQUE,
    invited_by {id} NOT NULL REFERENCES actor (id),
    created_at {instant} NOT NULL,
    expires_at {instant} NOT NULL,
    ended_at {instant}
) {table};

CREATE TABLE password_reset (
    token_hash {bytes} PRIMARY KEY,
    member {id} NOT NULL REFERENCES member (id),
    expires_at {instant} NOT NULL
) {table};

-- What happened, for consumers with a cursor (outbox).
CREATE TABLE event (
    seq {int} PRIMARY KEY,
    at {instant} NOT NULL,
    kind {text} NOT NULL,
    subject_kind {text} NOT NULL,
    subject_id {bytes} NOT NULL,
    payload {text} NOT NULL
) {table};
