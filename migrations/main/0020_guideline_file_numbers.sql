-- SPDX-License-Identifier: EUPL-1.2
-- Aktenzeichen of the guideline itself; the one of each edition is printed on it (0010).
ALTER TABLE guideline ADD COLUMN file_number {text} NOT NULL DEFAULT '';
