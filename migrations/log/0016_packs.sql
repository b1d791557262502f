-- Older records of a document, many in one row: what is written is the same, without what can be
-- computed (grammar in domain/document/log/pack.hpp). The newest records stay in document_update.
CREATE TABLE document_pack (
    document {id} NOT NULL,
    first_seq {int} NOT NULL,
    last_seq {int} NOT NULL,
    chain_before {bytes} NOT NULL,
    chain {bytes} NOT NULL,
    records {bytes} NOT NULL,
    PRIMARY KEY (document, last_seq)
) {table};
