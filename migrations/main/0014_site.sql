-- SPDX-License-Identifier: EUPL-1.2
-- What the network says of itself on its public pages, every version ever saved. `markdown` as it
-- was typed; `address` of a film or for feedback; an empty text takes the page away.
CREATE TABLE site_text (
    page {text} NOT NULL,
    language {text} NOT NULL,
    version {int} NOT NULL,
    title {text} NOT NULL,
    markdown {text} NOT NULL,
    address {text} NOT NULL,
    at {instant} NOT NULL,
    actor {id} NOT NULL REFERENCES actor (id),
    PRIMARY KEY (page, language, version)
) {table};

-- The second factor. `secret` is encrypted with the installation's key; last_step: the newest time
-- step whose code was used, so that a code works once; confirmed_at: NULL until the first code.
CREATE TABLE second_factor (
    member {id} NOT NULL PRIMARY KEY REFERENCES member (id),
    secret {bytes} NOT NULL,
    last_step {int} NOT NULL,
    created_at {instant} NOT NULL,
    confirmed_at {instant}
) {table};

CREATE TABLE recovery_code (
    member {id} NOT NULL REFERENCES member (id),
    code_hash {bytes} NOT NULL,
    used_at {instant},
    PRIMARY KEY (member, code_hash)
) {table};

-- A right password that still waits for its code.
CREATE TABLE half_login (
    token_hash {bytes} NOT NULL PRIMARY KEY,
    member {id} NOT NULL REFERENCES member (id),
    expires_at {instant} NOT NULL
) {table};
