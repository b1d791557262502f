-- SPDX-License-Identifier: EUPL-1.2
-- Aktenzeichen of an edition, and which of its files could not be made. Like the other tables of an
-- edition, edition_missing_file is only ever inserted into.

ALTER TABLE edition ADD COLUMN file_number {text} NOT NULL DEFAULT '';
ALTER TABLE release_request ADD COLUMN file_number {text} NOT NULL DEFAULT '';

-- why: for those who run the server, in English.
CREATE TABLE edition_missing_file (
    guideline {id} NOT NULL,
    edition {int} NOT NULL,
    name {text} NOT NULL,
    why {text} NOT NULL,
    PRIMARY KEY (guideline, edition, name),
    FOREIGN KEY (guideline, edition) REFERENCES edition (guideline, number)
) {table};
