// SPDX-License-Identifier: EUPL-1.2

// The engine on a line protocol, for comparing it with yjs. One command a line on standard input,
// one answer a line on standard output; documents come into being when they are named. Anything
// wrong is answered with "error …" and changes nothing.
//
//   apply DOC B64                     → ok
//   sv DOC                            → B64 of the state vector
//   diff DOC B64SV                    → B64 of what a replica with this state vector lacks
//   state DOC                         → B64 of everything
//   merge B64 B64 …                   → B64 of one update that does what all of them do
//   svof B64                          → B64 of the state vector of an update
//   diffof B64 B64SV                  → B64 of what this state vector lacks of an update
//   json DOC ROOT KIND                → JSON; KIND: text, delta, xml, map, array
//   insert DOC ROOT INDEX JSONTEXT    → B64 of the update made
//   delete DOC ROOT INDEX LENGTH      → B64 of the update made
//   idat DOC ROOT INDEX left|right    → CLIENT CLOCK of the unit on that side, or "none"
//   index DOC CLIENT CLOCK left|right → the index of that side of a unit, or "none"
//   moment DOC                        → B64 of a snapshot, as yjs writes it
//   at DOC B64SNAPSHOT OTHER          → ok; the other document is this one as it was then
//   drop DOC                          → ok
//   seed NUMBER                       → ok; client ids of new documents come from it

#include <charconv>
#include <iostream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "engine/crdt/doc.hpp"
#include "engine/crdt/edit.hpp"
#include "engine/crdt/lib0/json_text.hpp"
#include "engine/crdt/moment.hpp"
#include "engine/crdt/update.hpp"

namespace {

using denkraum::Bytes;
using denkraum::ByteView;
using denkraum::ErrorCode;
using denkraum::fail;
using denkraum::Result;
namespace crdt = denkraum::crdt;

struct Replica {
    crdt::Doc doc;
    crdt::ClientId client = 0;
};

/// The words of a command, taken one by one.
class Words {
public:
    explicit Words(std::string_view line) : rest_(line) {}
    std::string_view next() {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size()));
        const std::string_view word = rest_.substr(0, rest_.find(' '));
        rest_.remove_prefix(word.size());
        return word;
    }
    std::string_view all() {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size()));
        return rest_;
    }
    Result<Bytes> bytes() { return denkraum::from_base64(next()); }
    Result<std::uint64_t> number() {
        const std::string_view word = next();
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
        if (error != std::errc{} || end != word.data() + word.size()) {
            return fail(ErrorCode::Invalid, "not a number");
        }
        return value;
    }

private:
    std::string_view rest_;
};

class Session {
public:
    Result<std::string> answer(std::string_view line) {
        Words words(line);
        const std::string_view command = words.next();
        if (command == "merge") return merge(words);
        if (command == "svof") {
            DK_TRY(const Bytes update, words.bytes());
            DK_TRY(const Bytes vector, crdt::state_vector_of(update));
            return denkraum::to_base64(vector);
        }
        if (command == "diffof") {
            DK_TRY(const Bytes update, words.bytes());
            DK_TRY(const Bytes vector, words.bytes());
            DK_TRY(const Bytes diff, crdt::diff_update(update, vector));
            return denkraum::to_base64(diff);
        }
        if (command == "seed") {
            DK_TRY(const std::uint64_t seed, words.number());
            random_.seed(seed);
            return "ok";
        }
        const std::string name(words.next());
        if (name.empty()) return fail(ErrorCode::Invalid, "no document named");
        if (command == "drop") {
            replicas_.erase(name);
            return "ok";
        }
        return on_document(command, replica(name), words);
    }

private:
    Result<std::string> on_document(std::string_view command, Replica& replica, Words& words) {
        if (command == "apply") return apply(replica, words);
        if (command == "sv") return denkraum::to_base64(replica.doc.state_vector());
        if (command == "state") return denkraum::to_base64(replica.doc.encode_state());
        if (command == "diff") {
            DK_TRY(const Bytes vector, words.bytes());
            DK_TRY(const Bytes update, replica.doc.diff(vector));
            return denkraum::to_base64(update);
        }
        if (command == "json") return json(replica.doc, words);
        if (command == "idat") return id_at(replica.doc, words);
        if (command == "index") return index_of(replica.doc, words);
        if (command == "insert") return insert(replica, words);
        if (command == "delete") return remove(replica, words);
        if (command == "moment") return denkraum::to_base64(crdt::moment_of(replica.doc));
        if (command == "at") return at(replica.doc, words);
        return fail(ErrorCode::Invalid, "unknown command");
    }

    Replica& replica(const std::string& name) {
        Replica& found = replicas_[name];
        if (found.client == 0) found.client = new_client_id();
        return found;
    }
    crdt::ClientId new_client_id() { return std::uniform_int_distribution<>(1)(random_); }

    Result<std::string> apply(Replica& replica, Words& words) {
        DK_TRY(const Bytes update, words.bytes());
        DK_TRY(const crdt::Changes changes, replica.doc.apply(update));
        for (const crdt::IdRange& range : changes.inserted) {
            // Somebody else writes under this id: take another, as yjs does.
            if (range.client == replica.client) replica.client = new_client_id();
        }
        return "ok";
    }

    Result<std::string> at(const crdt::Doc& doc, Words& words) {
        DK_TRY(const Bytes moment, words.bytes());
        DK_TRY(const Bytes state, crdt::state_at(doc, moment));
        DK_TRY(
            [[maybe_unused]] const crdt::Changes changes,
            replica(std::string(words.next())).doc.apply(state)
        );
        return "ok";
    }

    static Result<std::string> merge(Words& words) {
        std::vector<Bytes> updates;
        while (!words.all().empty()) {
            DK_TRY(Bytes update, words.bytes());
            updates.push_back(std::move(update));
        }
        const std::vector<ByteView> views(updates.begin(), updates.end());
        DK_TRY(const Bytes merged, crdt::merge_updates(views));
        return denkraum::to_base64(merged);
    }

    static Result<std::string> json(const crdt::Doc& doc, Words& words) {
        const std::string_view root = words.next();
        const std::string_view kind = words.next();
        if (kind == "delta") return doc.delta_json(root);
        if (kind == "map") return doc.map_json(root);
        if (kind == "array") return doc.array_json(root);
        std::string quoted;
        if (kind == "text") {
            crdt::append_json_string(quoted, doc.text(root));
            return quoted;
        }
        if (kind == "xml") {
            crdt::append_json_string(quoted, doc.xml(root));
            return quoted;
        }
        return fail(ErrorCode::Invalid, "unknown kind");
    }

    static crdt::Side side(Words& words) {
        return words.next() == "left" ? crdt::Side::Left : crdt::Side::Right;
    }

    static Result<std::string> id_at(const crdt::Doc& doc, Words& words) {
        const std::string_view root = words.next();
        DK_TRY(const std::uint64_t index, words.number());
        const auto id = doc.id_at(root, index, side(words));
        if (!id) return "none";
        return std::to_string(id->client) + " " + std::to_string(id->clock);
    }

    static Result<std::string> index_of(const crdt::Doc& doc, Words& words) {
        DK_TRY(const std::uint64_t client, words.number());
        DK_TRY(const std::uint64_t clock, words.number());
        const auto index = doc.index_of({client, static_cast<crdt::Clock>(clock)}, side(words));
        return index ? std::to_string(*index) : "none";
    }

    static Result<std::string> insert(Replica& replica, Words& words) {
        const std::string_view root = words.next();
        DK_TRY(const std::uint64_t index, words.number());
        const std::string_view json = words.all();
        if (!crdt::is_json(json)) return fail(ErrorCode::Invalid, "bad JSON");
        const auto text = crdt::json_string(json);
        if (!text) return fail(ErrorCode::Invalid, "not a JSON string");
        crdt::Edit edit(replica.doc, replica.client);
        DK_DO(edit.insert_text(root, crdt::Index{index}, *text));
        return denkraum::to_base64(edit.finish());
    }

    static Result<std::string> remove(Replica& replica, Words& words) {
        const std::string_view root = words.next();
        DK_TRY(const std::uint64_t index, words.number());
        DK_TRY(const std::uint64_t length, words.number());
        crdt::Edit edit(replica.doc, replica.client);
        DK_DO(edit.remove(root, crdt::Index{index}, length));
        return denkraum::to_base64(edit.finish());
    }

    std::map<std::string, Replica> replicas_;
    // Client ids must differ from those of every other process that edits the same documents.
    std::mt19937_64 random_{std::random_device{}()};
};

} // namespace

int main() {
    std::ios::sync_with_stdio(false);
    Session session;
    std::string line;
    while (std::getline(std::cin, line)) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        const auto answer = session.answer(line);
        if (answer) {
            std::cout << *answer << '\n';
        } else {
            std::cout << "error " << denkraum::name_of(answer.error().code) << ": "
                      << answer.error().detail << '\n';
        }
        if (std::cin.rdbuf()->in_avail() <= 0) std::cout.flush();
    }
}
