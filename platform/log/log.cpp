// SPDX-License-Identifier: EUPL-1.2
#include "platform/log/log.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "platform/log/limits.hpp"

namespace denkraum::log {
namespace {

// Bounded, valid, and without anything that could begin a line or command a terminal.
std::string clean(std::string_view text) {
    std::string cut(utf8::truncate(text, text_bytes_max));
    if (cut.size() < text.size()) cut += "…";
    return utf8::replace_invalid(cut);
}

// C0, DEL and C1 (U+0080 to U+009F) are written \u00XX in both formats.
void append_escaped(std::string& out, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto [code_point, bytes] = utf8::decode_first(text.substr(at));
        if (code_point == '"' || code_point == '\\') {
            out += '\\';
            out += static_cast<char>(code_point);
        } else if (code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0)
                   || code_point == 0x2028 || code_point == 0x2029) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(code_point));
        } else {
            out += text.substr(at, bytes);
        }
        at += std::max<std::size_t>(bytes, 1);
    }
}

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    append_escaped(out, clean(text));
    out += '"';
}

bool is_plain(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != '=';
    });
}

void append_value(std::string& out, const Value& value, Format format) {
    struct Append {
        std::string& out;
        Format format;
        void operator()(std::int64_t number) const { out += fmt::format("{}", number); }
        void operator()(bool truth) const { out += truth ? "true" : "false"; }
        void operator()(double number) const {
            out += std::isfinite(number) ? fmt::format("{}", number) : "null";
        }
        void operator()(const std::string& text) const {
            if (format == Format::Text && is_plain(text) && text.size() <= text_bytes_max) {
                out += text;
            } else {
                append_quoted(out, text);
            }
        }
    };
    std::visit(Append{out, format}, value);
}

std::string
text_line(Instant at, Level level, std::string_view event, std::span<const Field> fields) {
    std::string line = fmt::format("{} {} ", to_iso(at), name_of(level));
    append_escaped(line, clean(event));
    for (const Field& field : fields) {
        line += ' ';
        line += field.name;
        line += '=';
        append_value(line, field.value, Format::Text);
    }
    return line;
}

std::string
json_line(Instant at, Level level, std::string_view event, std::span<const Field> fields) {
    std::string line =
        fmt::format(R"({{"at":"{}","level":"{}","event":)", to_iso(at), name_of(level));
    append_quoted(line, event);
    for (const Field& field : fields) {
        line += ',';
        append_quoted(line, field.name);
        line += ':';
        append_value(line, field.value, Format::Json);
    }
    return line + '}';
}

} // namespace

std::string_view name_of(Level level) {
    switch (level) {
    case Level::Debug: return "debug";
    case Level::Info: return "info";
    case Level::Warning: return "warning";
    case Level::Error: return "error";
    }
    CHECK(false, "every level has a name");
}

Result<Level> level_from(std::string_view name) {
    for (const Level level : {Level::Debug, Level::Info, Level::Warning, Level::Error}) {
        if (name == name_of(level)) return level;
    }
    return fail(ErrorCode::Invalid, "a log level is debug, info, warning or error");
}

Result<Format> format_from(std::string_view name) {
    if (name == "text") return Format::Text;
    if (name == "json") return Format::Json;
    return fail(ErrorCode::Invalid, "a log format is text or json");
}

Sink standard_error() {
    return [](std::string_view line) {
        const std::string whole = std::string(line) + '\n';
        // Nobody can be told that this failed.
        [[maybe_unused]] const auto ignored = ::write(STDERR_FILENO, whole.data(), whole.size());
    };
}

Log::Log(const Clock& clock, Level least, Format format, Sink sink)
    : clock_(clock), least_(least), format_(format), sink_(std::move(sink)) {}

void Log::write(Level level, std::string_view event, Fields fields) {
    put(level, event, {fields.begin(), fields.size()});
}

void Log::failure(Level level, std::string_view event, const Error& error, Fields fields) {
    std::vector<Field> all(fields.begin(), fields.end());
    all.emplace_back("code", denkraum::name_of(error.code));
    all.emplace_back("detail", error.detail);
    if (!error.field.empty()) all.emplace_back("field", error.field);
    all.emplace_back("where", fmt::format("{}:{}", error.where.file_name(), error.where.line()));
    put(level, event, all);
}

void Log::put(Level level, std::string_view event, std::span<const Field> fields) {
    if (!writes(level)) return;
    const auto bounded = fields.first(std::min(fields.size(), fields_max));
    const Instant now = clock_.now();
    const std::string line = format_ == Format::Json ? json_line(now, level, event, bounded)
                                                     : text_line(now, level, event, bounded);
    const std::lock_guard lock(mutex_);
    sink_(line);
}

} // namespace denkraum::log
