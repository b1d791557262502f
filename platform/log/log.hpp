// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "base/instant.hpp"
#include "base/result.hpp"

/// What the operator reads: one line per event, with fields instead of sentences to take apart.
/// It is passed in; there is no global log. Names, mail addresses and texts of people do not belong
/// here: say ids. Passwords and tokens cannot get here: a secret::Secret is no Value.
namespace denkraum::log {

enum class Level : std::uint8_t { Debug, Info, Warning, Error };
enum class Format : std::uint8_t { Text, Json };

[[nodiscard]] std::string_view name_of(Level level);
/// "debug", "info", "warning", "error". Fails: Invalid for anything else.
[[nodiscard]] Result<Level> level_from(std::string_view name);
/// "text", "json". Fails: Invalid for anything else.
[[nodiscard]] Result<Format> format_from(std::string_view name);

using Value = std::variant<std::int64_t, double, bool, std::string>;

/// {"document", id.text()}, {"bytes", 120}. A name is a lower-case word.
struct Field {
    Field(std::string_view field_name, std::string_view text)
        : name(field_name), value(std::string(text)) {}
    Field(std::string_view field_name, const char* text)
        : name(field_name), value(std::string(text)) {}
    Field(std::string_view field_name, const std::string& text) : name(field_name), value(text) {}
    Field(std::string_view field_name, double number) : name(field_name), value(number) {}
    template <std::integral T>
        requires(!std::same_as<T, bool>)
    Field(std::string_view field_name, T number)
        : name(field_name), value(static_cast<std::int64_t>(number)) {}
    template <std::same_as<bool> T>
    Field(std::string_view field_name, T truth) : name(field_name), value(truth) {}

    std::string_view name;
    Value value;
};

using Fields = std::initializer_list<Field>;

/// Where a finished line goes, without its line end. Called by one thread at a time.
using Sink = std::function<void(std::string_view line)>;
/// Writes each line to standard error at once, in one call.
[[nodiscard]] Sink standard_error();

/// Used from any thread.
///
///     log.info("update refused", {{"document", id.text()}, {"bytes", size}});
///
///     text  2026-11-22T16:34:16.000000Z warning update refused document=… bytes=120
///     json  {"at":"2026-11-22T16:34:16.000000Z","level":"warning","event":"update refused",…}
class Log {
public:
    Log(const Clock& clock, Level least, Format format, Sink sink);
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    void write(Level level, std::string_view event, Fields fields = {});
    void debug(std::string_view event, Fields fields = {}) { write(Level::Debug, event, fields); }
    void info(std::string_view event, Fields fields = {}) { write(Level::Info, event, fields); }
    void warning(std::string_view event, Fields fields = {}) {
        write(Level::Warning, event, fields);
    }
    void error(std::string_view event, Fields fields = {}) { write(Level::Error, event, fields); }
    /// With the error's code, detail, field and place beside the fields.
    void failure(Level level, std::string_view event, const Error& error, Fields fields = {});

    [[nodiscard]] bool writes(Level level) const { return level >= least_; }

private:
    void put(Level level, std::string_view event, std::span<const Field> fields);

    const Clock& clock_;
    const Level least_;
    const Format format_;
    std::mutex mutex_;
    Sink sink_;
};

} // namespace denkraum::log
