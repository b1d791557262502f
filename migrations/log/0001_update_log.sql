-- The update log: every change of every document, in the order in which it was taken in. Nothing
-- is ever collected away; a redaction replaces update_bytes and keeps payload_hash.
--
--   payload_hash = SHA-256(salt ‖ update_bytes)
--   chain        = SHA-256(chain of seq - 1 ‖ document ‖ seq ‖ epoch ‖ kind ‖ actor ‖ at ‖ payload_hash)
--                  numbers as 8 bytes, big endian; the chain before seq 1 is 32 zero bytes
CREATE TABLE document_update (
    document {id} NOT NULL,
    seq {int} NOT NULL,
    epoch {int} NOT NULL,
    kind {int} NOT NULL,
    actor {id} NOT NULL,
    at {instant} NOT NULL,
    salt {bytes} NOT NULL,
    update_bytes {bytes} NOT NULL,
    payload_hash {bytes} NOT NULL,
    chain {bytes} NOT NULL,
    PRIMARY KEY (document, seq)
) {table};

-- The whole state after one update, so that opening a document does not read its history.
CREATE TABLE document_snapshot (
    document {id} NOT NULL,
    seq {int} NOT NULL,
    at {instant} NOT NULL,
    state {bytes} NOT NULL,
    chain {bytes} NOT NULL,
    PRIMARY KEY (document)
) {table};
