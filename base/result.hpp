// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>

/// How the world says no. Three kinds of failure have three means and nothing else:
/// the world said no → `Result<T>`; we have a bug → `CHECK`; a library threw → caught once at the
/// edge (a request, a task, main).
namespace denkraum {

/// The only seven reasons. platform/http/status.cpp maps them to HTTP, and nothing else does.
enum class ErrorCode {
    NotFound,    ///< no such thing, or not for this person
    Forbidden,   ///< the person may not do this
    Conflict,    ///< somebody else was there first, or the state does not allow it
    Invalid,     ///< the input does not make sense
    TooLarge,    ///< a named bound was exceeded
    Corrupt,     ///< stored or received bytes contradict themselves
    Unavailable, ///< disk, database, network or another program did not do its part
};

[[nodiscard]] std::string_view name_of(ErrorCode code);

/// `detail` is for the log and never shown to a person; pages choose a catalogue text themselves.
/// `field` names the form field that is wrong, where there is one.
struct Error {
    ErrorCode code;
    std::string detail;
    std::string field = {};
    std::source_location where = std::source_location::current();
};

template <class T>
using Result = std::expected<T, Error>;

/// A result without a value.
using Done = Result<void>;

[[nodiscard]] inline std::unexpected<Error> fail(
    ErrorCode code, std::string detail, std::source_location where = std::source_location::current()
) {
    return std::unexpected(Error{code, std::move(detail), {}, where});
}

/// Like fail(), and names the form field that has to be corrected.
[[nodiscard]] inline std::unexpected<Error> fail_field(
    std::string field,
    std::string detail,
    std::source_location where = std::source_location::current()
) {
    return std::unexpected(Error{ErrorCode::Invalid, std::move(detail), std::move(field), where});
}

} // namespace denkraum

#define DK_JOIN_(a, b) a##b
#define DK_JOIN(a, b) DK_JOIN_(a, b)

/// `DK_TRY(auto x, f());` declares x from a Result or returns its error. A statement, not an
/// expression: g++ 12 cannot compile the expression form inside coroutines.
#define DK_TRY(declaration, ...) DK_TRY_(DK_JOIN(dk_result_, __LINE__), declaration, __VA_ARGS__)
#define DK_TRY_(name, declaration, ...)                                                            \
    auto name = (__VA_ARGS__);                                                                     \
    if (!name) [[unlikely]] {                                                                      \
        return std::unexpected(std::move(name).error());                                           \
    }                                                                                              \
    declaration = *std::move(name)

/// `DK_DO(f());` goes on when f() succeeded, or returns its error.
#define DK_DO(...)                                                                                 \
    do {                                                                                           \
        auto dk_done = (__VA_ARGS__);                                                              \
        if (!dk_done) [[unlikely]] {                                                               \
            return std::unexpected(std::move(dk_done).error());                                    \
        }                                                                                          \
    } while (false)
