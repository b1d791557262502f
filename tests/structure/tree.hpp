// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// The project's own files, for tests that read the house instead of running it. Tests run in the
/// project's root.
namespace denkraum::structure {

struct File {
    std::string path; ///< from the root, with '/'
    std::vector<std::string> lines;

    [[nodiscard]] std::string_view name() const;
    [[nodiscard]] std::string folder() const;
    [[nodiscard]] bool is_test() const; ///< a test, or help for tests
};

/// Files of the source folders whose names end so.
[[nodiscard]] std::vector<File> files_ending(const std::vector<std::string>& endings);
[[nodiscard]] File read(const std::filesystem::path& path);

/// "domain/document/room/room.hpp" → {"domain", "document", "room", "room.hpp"}
[[nodiscard]] std::vector<std::string> parts_of(std::string_view path);

} // namespace denkraum::structure
