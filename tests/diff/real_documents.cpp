// SPDX-License-Identifier: EUPL-1.2
#include "tests/diff/real_documents.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>

#include "tests/intake/oracle.hpp"

namespace denkraum::diff {
namespace {

prose::Prose imported(const std::filesystem::path& folder) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".docx") continue;
        auto result = intake::oracle::import(bytes_of(entry.path()), "x.docx");
        EXPECT_TRUE(result.has_value());
        return result ? prose::normalised(std::move(result->prose)) : prose::Prose{};
    }
    return {};
}

} // namespace

Bytes bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(file), {});
}

const prose::Prose& real_text(const std::string& folder) {
    static std::map<std::string, prose::Prose> known;
    const auto found = known.find(folder);
    if (found != known.end()) return found->second;
    return known.emplace(folder, imported(data_folder / folder)).first->second;
}

} // namespace denkraum::diff
