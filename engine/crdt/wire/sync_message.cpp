// SPDX-License-Identifier: EUPL-1.2
#include "engine/crdt/wire/sync_message.hpp"

#include "engine/crdt/lib0/json_text.hpp"
#include "engine/crdt/lib0/reader.hpp"
#include "engine/crdt/lib0/writer.hpp"
#include "engine/crdt/limits.hpp"

namespace denkraum::crdt {
namespace {

enum Number : std::uint64_t { sync = 0, awareness = 1, auth = 2, query_awareness = 3, ours = 100 };
enum SyncNumber : std::uint64_t { step1 = 0, step2 = 1, update = 2 };
enum OurNumber : std::uint64_t { hello = 0, ack = 1, refused = 2, welcome = 3, notice = 4 };

std::string_view read_text(Reader& reader) {
    const std::string_view text = reader.var_string();
    if (text.size() > message_text_bytes_max) {
        reader.refuse(ErrorCode::TooLarge, "text of a message too long");
    }
    return text;
}

Message read_sync(Reader& reader) {
    switch (reader.var_uint()) {
    case step1: return SyncStep1{reader.var_bytes()};
    case step2: return SyncStep2{reader.var_bytes()};
    case update: return SyncUpdate{reader.var_bytes()};
    default: reader.refuse(ErrorCode::Corrupt, "unknown sync message"); return QueryAwareness{};
    }
}

Message read_auth(Reader& reader) {
    if (reader.var_uint() != 0) reader.refuse(ErrorCode::Corrupt, "unknown auth message");
    return PermissionDenied{read_text(reader)};
}

Message read_welcome(Reader& reader) {
    Welcome message;
    message.epoch = reader.var_uint();
    message.client = reader.var_uint();
    const std::uint64_t may_write = reader.var_uint();
    if (may_write > 1) reader.refuse(ErrorCode::Corrupt, "neither yes nor no");
    message.may_write = may_write == 1;
    return message;
}

Message read_notice(Reader& reader) {
    Notice message;
    message.kind = read_text(reader);
    message.json = read_text(reader);
    if (!reader.failed() && !is_json(message.json)) {
        reader.refuse(ErrorCode::Corrupt, "notice is not JSON");
    }
    return message;
}

Message read_ours(Reader& reader) {
    switch (reader.var_uint()) {
    case hello: {
        const std::uint64_t version = reader.var_uint();
        return Hello{version, reader.var_uint()};
    }
    case ack: {
        const std::uint64_t frames = reader.var_uint();
        return Ack{frames, reader.var_bytes()};
    }
    case refused: {
        Refused message;
        message.frame = reader.var_uint();
        message.reason_code = read_text(reader);
        message.copy_id = read_text(reader);
        return message;
    }
    case welcome: return read_welcome(reader);
    case notice: return read_notice(reader);
    default: reader.refuse(ErrorCode::Corrupt, "unknown message under 100"); return Hello{};
    }
}

Message read_message(Reader& reader) {
    switch (reader.var_uint()) {
    case sync: return read_sync(reader);
    case awareness: return AwarenessUpdate{reader.var_bytes()};
    case auth: return read_auth(reader);
    case query_awareness: return QueryAwareness{};
    case ours: return read_ours(reader);
    default: reader.refuse(ErrorCode::Corrupt, "unknown message"); return QueryAwareness{};
    }
}

/// Writes each message; one overload a kind.
struct MessageWriter {
    Writer out;

    void numbers(std::uint64_t first, std::uint64_t second) {
        out.var_uint(first);
        out.var_uint(second);
    }
    void operator()(const SyncStep1& message) {
        numbers(sync, step1);
        out.var_bytes(message.state_vector);
    }
    void operator()(const SyncStep2& message) {
        numbers(sync, step2);
        out.var_bytes(message.update);
    }
    void operator()(const SyncUpdate& message) {
        numbers(sync, update);
        out.var_bytes(message.update);
    }
    void operator()(const AwarenessUpdate& message) {
        out.var_uint(awareness);
        out.var_bytes(message.entries);
    }
    void operator()(const PermissionDenied& message) {
        numbers(auth, 0);
        out.var_string(message.reason);
    }
    void operator()(const QueryAwareness&) { out.var_uint(query_awareness); }
    void operator()(const Hello& message) {
        numbers(ours, hello);
        numbers(message.version, message.epoch);
    }
    void operator()(const Ack& message) {
        numbers(ours, ack);
        out.var_uint(message.frames);
        out.var_bytes(message.state_vector);
    }
    void operator()(const Refused& message) {
        numbers(ours, refused);
        out.var_uint(message.frame);
        out.var_string(message.reason_code);
        out.var_string(message.copy_id);
    }
    void operator()(const Welcome& message) {
        numbers(ours, welcome);
        numbers(message.epoch, message.client);
        out.var_uint(message.may_write ? 1 : 0);
    }
    void operator()(const Notice& message) {
        numbers(ours, notice);
        out.var_string(message.kind);
        out.var_string(message.json);
    }
};

} // namespace

Result<Message> decode_message(ByteView frame) {
    constexpr std::size_t head_bytes_max = 32;
    if (frame.size() > update_bytes_max + head_bytes_max) {
        return fail(ErrorCode::TooLarge, "message too long");
    }
    Reader reader(frame);
    Message message = read_message(reader);
    if (!reader.failed() && !reader.done()) {
        reader.refuse(ErrorCode::Corrupt, "bytes after the message");
    }
    DK_DO(reader.result());
    return message;
}

Bytes encode_message(const Message& message) {
    MessageWriter writer;
    std::visit(writer, message);
    return writer.out.take();
}

bool brings_update(const Message& message) {
    return std::holds_alternative<SyncStep2>(message)
           || std::holds_alternative<SyncUpdate>(message);
}

} // namespace denkraum::crdt
