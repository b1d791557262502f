-- SPDX-License-Identifier: EUPL-1.2
-- Why a paragraph was changed, for the table of changes. change_reason waits for the next edition
-- and is emptied when it appears; edition_reason is what stood in that edition, and is only ever
-- inserted into. `uid` is one of the paragraphs on either side of the change.
CREATE TABLE change_reason (
    guideline {id} NOT NULL REFERENCES guideline (id),
    uid {id} NOT NULL,
    words {text} NOT NULL,
    actor {id} NOT NULL REFERENCES actor (id),
    at {instant} NOT NULL,
    PRIMARY KEY (guideline, uid)
) {table};

CREATE TABLE edition_reason (
    guideline {id} NOT NULL,
    edition {int} NOT NULL,
    uid {id} NOT NULL,
    words {text} NOT NULL,
    PRIMARY KEY (guideline, edition, uid),
    FOREIGN KEY (guideline, edition) REFERENCES edition (guideline, number)
) {table};
