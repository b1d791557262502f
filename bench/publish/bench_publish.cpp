// SPDX-License-Identifier: EUPL-1.2
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>

#include "base/json/json.hpp"
#include "domain/guideline/export/akn.hpp"
#include "domain/guideline/export/epub.hpp"
#include "domain/guideline/export/exports.hpp"
#include "domain/guideline/export/testing/rich_sample.hpp"
#include "domain/guideline/export/text.hpp"

/// bench_publish SHARE: prints {"paragraphs", "ms": {format: number…}, "bytes": {file: number…},
/// "missing": [file…]}.
namespace {

using namespace denkraum;
using namespace denkraum::guideline;

constexpr std::size_t paragraphs_wanted = 1000;

double ms_of(const std::function<void()>& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> span = std::chrono::steady_clock::now() - begin;
    return span.count();
}

} // namespace

int main(int count, char** arguments) {
    if (count != 2) return 2;
    const std::filesystem::path share = arguments[1];
    const prose::Prose prose = testing::long_prose(paragraphs_wanted);
    const auto paragraphs = paragraphs_of(prose);
    if (!paragraphs) return 1;
    Edition edition = testing::rich_edition();
    edition.hash = hash_of(prose);
    const ExportTools typst{.typst = share / "typst", .base_url = "https://netz.example"};
    const ExportTools pandoc{.pandoc = true};
    ExportTools all = typst;
    all.pandoc = true;

    const std::vector<Edition> before = testing::earlier_editions();
    const auto made_with = [&](const ExportTools& tools) {
        return [&] {
            [[maybe_unused]] const auto made = make_all_files(edition, *paragraphs, before, tools);
        };
    };
    json::object ms;
    ms["md_json_html"] =
        ms_of([&] { [[maybe_unused]] const auto files = make_files(edition, *paragraphs); });
    ms["txt"] =
        ms_of([&] { [[maybe_unused]] const auto file = text_file(edition, *paragraphs, ""); });
    ms["akn"] = ms_of([&] {
        [[maybe_unused]] const auto file = akn_file(edition, *paragraphs, before, "");
    });
    ms["epub"] =
        ms_of([&] { [[maybe_unused]] const auto file = epub_file(edition, *paragraphs, "", {}); });
    ms["pdf_and_ours"] = ms_of(made_with(typst));
    ms["odt_docx_and_ours"] = ms_of(made_with(pandoc));
    MadeFiles made;
    ms["all"] = ms_of([&] { made = make_all_files(edition, *paragraphs, before, all); });

    json::object bytes;
    for (const File& file : made.files)
        bytes[file.name] = file.bytes.size();
    json::array missing;
    for (const MissingFile& file : made.missing)
        missing.emplace_back(file.name + ": " + file.why);
    json::object out;
    out["paragraphs"] = paragraphs->size();
    out["ms"] = std::move(ms);
    out["bytes"] = std::move(bytes);
    out["missing"] = std::move(missing);
    std::puts(json::write(out).c_str());
    return 0;
}
