-- SPDX-License-Identifier: EUPL-1.2
-- A member wants to sign in with another address; the link that proves it is theirs is in the mail.
CREATE TABLE email_change (
    token_hash {bytes} PRIMARY KEY,
    member {id} NOT NULL REFERENCES member (id),
    email {text} NOT NULL,
    expires_at {instant} NOT NULL
) {table};
