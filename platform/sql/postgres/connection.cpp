// SPDX-License-Identifier: EUPL-1.2
#include "platform/sql/postgres/connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/check.hpp"
#include "platform/sql/limits.hpp"
#include "platform/sql/postgres/postgres.hpp"
#include "platform/sql/postgres/wire.hpp"

namespace denkraum::sql::postgres {
namespace {

// Rows sent before their answers are read. Few enough that the answers fit into the sockets'
// buffers: else both sides would wait for the other to read.
constexpr std::size_t pipelined_rows_max = 256;

// One statement text, one round trip. READ COMMITTED, not more: the lock orders the writers, and a
// snapshot taken before the lock was granted would be old.
constexpr const char* begin_writing =
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;"
    "SELECT pg_advisory_xact_lock(hashtextextended('denkraum ' || current_schema(), 0))";
constexpr const char* begin_reading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

[[noreturn]] void wrong_statement(std::string_view sql, std::string_view message) {
    check_failed(
        fmt::format("{} in: {}", message, sql), "statements are right", __FILE__, __LINE__
    );
}

// SQLSTATE, appendix A of the PostgreSQL manual. Nothing for a statement that is wrong.
std::optional<ErrorCode> code_of(std::string_view state) {
    if (state.starts_with("23")) return ErrorCode::Conflict;
    if (state == "22021") return ErrorCode::Invalid;
    if (state == "XX001" || state == "XX002") return ErrorCode::Corrupt;
    if (state.starts_with("54")) return ErrorCode::TooLarge;
    if (state.starts_with("42") && state != "42501") return std::nullopt;
    return ErrorCode::Unavailable;
}

std::string signature_of(std::string_view sql, std::span<const Value> values) {
    std::string signature(sql);
    signature += '\0';
    for (const Value& value : values)
        signature += fmt::format("{},", oid_of(value));
    return signature;
}

std::int64_t changed_rows(PGresult* result) {
    const std::string_view text = PQcmdTuples(result);
    std::int64_t count = 0;
    std::from_chars(text.data(), text.data() + text.size(), count);
    return count;
}

} // namespace

Result<std::unique_ptr<Connection>>
Connection::open(const std::string& conninfo, const std::string& schema) {
    Handle handle(PQconnectdb(conninfo.c_str()));
    if (PQstatus(handle.get()) != CONNECTION_OK) {
        return fail(
            ErrorCode::Unavailable, fmt::format("PostgreSQL: {}", PQerrorMessage(handle.get()))
        );
    }
    PQsetNoticeProcessor(handle.get(), [](void*, const char*) {}, nullptr);
    const char* encoding = PQparameterStatus(handle.get(), "server_encoding");
    if (encoding == nullptr || std::string_view(encoding) != "UTF8") {
        return fail(ErrorCode::Invalid, "the PostgreSQL database must have the encoding UTF8");
    }
    std::unique_ptr<Connection> connection(new Connection(std::move(handle)));
    DK_DO(connection->script(fmt::format(
        "SET client_encoding = 'UTF8'; SET search_path = \"{}\"; SET synchronous_commit = on;"
        " SET lock_timeout = {}; SET client_min_messages = warning",
        schema,
        turn_wait_max.count()
    )));
    return connection;
}

Done Connection::expect(const PGresult* result, std::string_view sql) const {
    const ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return {};
    const char* field = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const std::string_view state = field == nullptr ? "" : field;
    const std::string detail = fmt::format(
        "PostgreSQL {}: {}",
        state,
        result == nullptr ? PQerrorMessage(handle_.get()) : PQresultErrorMessage(result)
    );
    if (state == "53100") return fail_stopped(Stopped::DiskFull, detail);
    if (state == "25006" && access_ == Access::Read) {
        wrong_statement(sql, "a reading transaction writes");
    }
    if (state == "25006") return fail_stopped(Stopped::ReadOnly, detail);
    const auto code = code_of(state);
    if (!code) wrong_statement(sql, detail);
    return fail(*code, detail);
}

Result<const std::string*>
Connection::prepared(std::string_view sql, std::span<const Value> values) {
    std::string signature = signature_of(sql, values);
    if (const auto found = statements_.find(signature); found != statements_.end()) {
        return &found->second;
    }
    if (statements_.size() >= cached_statements_max) {
        DK_DO(script("DEALLOCATE ALL"));
        statements_.clear();
    }
    const Numbered numbered = number_placeholders(sql);
    if (numbered.placeholders != values.size()) {
        wrong_statement(sql, "not as many values as placeholders");
    }
    std::vector<Oid> types;
    for (const Value& value : values)
        types.push_back(oid_of(value));
    std::string name = fmt::format("s{}", ++prepared_so_far_);
    const Answer answer(PQprepare(
        handle_.get(),
        name.c_str(),
        numbered.sql.c_str(),
        static_cast<int>(types.size()),
        types.data()
    ));
    DK_DO(expect(answer.get(), sql));
    return &statements_.emplace(std::move(signature), std::move(name)).first->second;
}

Result<Connection::Answer> Connection::run(std::string_view sql, std::span<const Value> values) {
    DK_TRY(const std::string* const name, prepared(sql, values));
    const Parameters parameters(values);
    Answer answer(PQexecPrepared(
        handle_.get(),
        name->c_str(),
        parameters.count(),
        parameters.places(),
        parameters.lengths(),
        parameters.formats(),
        1
    ));
    DK_DO(expect(answer.get(), sql));
    return answer;
}

Result<Rows> Connection::query(std::string_view sql, std::span<const Value> values) {
    DK_TRY(const Answer answer, run(sql, values));
    const int columns = PQnfields(answer.get());
    if (columns == 0) wrong_statement(sql, "query() of a statement without columns");
    for (int i = 0; i < columns; ++i) {
        const Oid type = PQftype(answer.get(), i);
        if (!can_read(type)) wrong_statement(sql, fmt::format("column {} has type {}", i, type));
    }
    return read_rows(answer.get());
}

Result<std::int64_t> Connection::execute(std::string_view sql, std::span<const Value> values) {
    DK_TRY(const Answer answer, run(sql, values));
    if (PQnfields(answer.get()) != 0) {
        wrong_statement(sql, "execute() of a statement with columns");
    }
    return changed_rows(answer.get());
}

Result<std::int64_t>
Connection::execute_many(std::string_view sql, std::span<const Value> values, std::size_t width) {
    std::int64_t changed = 0;
    while (!values.empty()) {
        // Rows with the same types share a prepared statement; the next chunk begins where a NULL
        // makes them differ.
        const std::string signature = signature_of(sql, values.first(width));
        std::size_t rows = 1;
        while (rows < pipelined_rows_max && (rows + 1) * width <= values.size()
               && signature_of(sql, values.subspan(rows * width, width)) == signature) {
            ++rows;
        }
        DK_TRY(const std::string* const name, prepared(sql, values.first(width)));
        const Done sent = send_chunk(*name, values.first(rows * width), width);
        auto received = receive_chunk(sql);
        DK_DO(sent);
        DK_TRY(const std::int64_t more, std::move(received));
        changed += more;
        values = values.subspan(rows * width);
    }
    return changed;
}

Done Connection::send_chunk(
    const std::string& name, std::span<const Value> values, std::size_t width
) {
    bool sent = PQenterPipelineMode(handle_.get()) == 1;
    for (; sent && !values.empty(); values = values.subspan(width)) {
        const Parameters parameters(values.first(width));
        sent = PQsendQueryPrepared(
                   handle_.get(),
                   name.c_str(),
                   parameters.count(),
                   parameters.places(),
                   parameters.lengths(),
                   parameters.formats(),
                   1
               )
               == 1;
    }
    if (PQpipelineSync(handle_.get()) != 1 || !sent) {
        return fail(
            ErrorCode::Unavailable, fmt::format("PostgreSQL: {}", PQerrorMessage(handle_.get()))
        );
    }
    return {};
}

// Reads all answers up to the sync, whatever happened, so that the connection can be used again.
Result<std::int64_t> Connection::receive_chunk(std::string_view sql) {
    std::int64_t changed = 0;
    Done first_error;
    // A NULL ends the answers to one statement; two in a row mean that the connection is gone.
    for (int nulls = 0; nulls < 2;) {
        const Answer answer(PQgetResult(handle_.get()));
        if (!answer) {
            ++nulls;
            continue;
        }
        nulls = 0;
        const ExecStatusType status = PQresultStatus(answer.get());
        if (status == PGRES_PIPELINE_SYNC) break;
        if (status == PGRES_PIPELINE_ABORTED) continue;
        const Done done = expect(answer.get(), sql);
        if (done) changed += changed_rows(answer.get());
        if (!done && first_error) first_error = done;
    }
    if (PQexitPipelineMode(handle_.get()) != 1 && first_error) {
        first_error = fail(
            ErrorCode::Unavailable, fmt::format("PostgreSQL: {}", PQerrorMessage(handle_.get()))
        );
    }
    DK_DO(first_error);
    return changed;
}

Done Connection::script(const std::string& sql) {
    const Answer answer(PQexec(handle_.get(), sql.c_str()));
    return expect(answer.get(), sql);
}

Done Connection::begin(Access access) {
    access_ = access;
    return script(access == Access::Write ? begin_writing : begin_reading);
}

Done Connection::commit() {
    const Answer answer(PQexec(handle_.get(), "COMMIT"));
    DK_DO(expect(answer.get(), "COMMIT"));
    // What PostgreSQL answers when a statement failed before.
    if (std::string_view(PQcmdStatus(answer.get())) != "COMMIT") {
        return fail(ErrorCode::Unavailable, "PostgreSQL rolled back instead of committing");
    }
    return {};
}

bool Connection::rollback() {
    if (is_lost()) return false;
    if (PQpipelineStatus(handle_.get()) != PQ_PIPELINE_OFF) return false;
    if (PQtransactionStatus(handle_.get()) == PQTRANS_IDLE) return true;
    const Answer answer(PQexec(handle_.get(), "ROLLBACK"));
    return PQresultStatus(answer.get()) == PGRES_COMMAND_OK;
}

} // namespace denkraum::sql::postgres
