// SPDX-License-Identifier: EUPL-1.2
#include "tests/structure/tree.hpp"

#include <algorithm>
#include <fstream>

namespace denkraum::structure {
namespace {

const std::vector<std::string> roots{
    "base", "engine", "platform", "domain", "apps", "tests", "bench", "web"
};

bool is_foreign(const std::string& path) {
    return path.find("/node_modules") != std::string::npos;
}

} // namespace

std::string_view File::name() const {
    const std::string_view view(path);
    return view.substr(view.rfind('/') + 1);
}

std::string File::folder() const {
    return path.substr(0, path.rfind('/'));
}

bool File::is_test() const {
    return path.starts_with("tests/") || path.starts_with("bench/")
           || path.find("/testing/") != std::string::npos
           || path.find("/test/") != std::string::npos || path.find("_test.") != std::string::npos
           || path.find(".test.") != std::string::npos || path.find("_sample.") != std::string::npos
           || path.find("test_") != std::string::npos;
}

File read(const std::filesystem::path& path) {
    File file{path.generic_string(), {}};
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);)
        file.lines.push_back(line);
    return file;
}

std::vector<File> files_ending(const std::vector<std::string>& endings) {
    std::vector<File> files;
    for (const std::string& root : roots) {
        if (!std::filesystem::is_directory(root)) continue;
        auto walk = std::filesystem::recursive_directory_iterator(root);
        for (auto it = begin(walk); it != end(walk); ++it) {
            const std::string path = it->path().generic_string();
            if (is_foreign(path)) {
                it.disable_recursion_pending();
                continue;
            }
            const bool wanted =
                std::any_of(endings.begin(), endings.end(), [&](const auto& ending) {
                    return path.ends_with(ending);
                });
            if (it->is_regular_file() && wanted) files.push_back(read(it->path()));
        }
    }
    std::sort(files.begin(), files.end(), [](const File& a, const File& b) {
        return a.path < b.path;
    });
    return files;
}

std::vector<std::string> parts_of(std::string_view path) {
    std::vector<std::string> parts;
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        parts.emplace_back(path.substr(0, slash));
        path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    }
    return parts;
}

} // namespace denkraum::structure
