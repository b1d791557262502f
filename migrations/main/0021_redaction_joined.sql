-- SPDX-License-Identifier: EUPL-1.2
-- Blocks that are redacted with the one that was named, since their words were joined. Written before
-- anything is taken away: a confirmation that was broken off can be repeated.
CREATE TABLE redaction_joined (
    redaction {id} NOT NULL REFERENCES redaction (id),
    uid {text} NOT NULL,
    PRIMARY KEY (redaction, uid)
) {table};
