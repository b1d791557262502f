// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/edition/change_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.hpp"
#include "base/html/html.hpp"
#include "base/json/json.hpp"
#include "domain/guideline/edition/archive_page.hpp"
#include "domain/guideline/edition/change_words.hpp"
#include "domain/guideline/edition/numbering.hpp"

namespace denkraum::guideline {
namespace {

using html::attr;
using html::el;
using html::Html;
using html::text;

std::string
numbers_of(const std::vector<Paragraph>& paragraphs, const std::vector<std::size_t>& indexes) {
    std::string out;
    for (const std::size_t index : indexes) {
        const std::string& number = paragraphs.at(index).number;
        if (number.empty()) continue;
        out += (out.empty() ? "" : ", ") + shown_number(number);
    }
    return out;
}

std::string all_words(
    const std::vector<Paragraph>& paragraphs,
    const std::vector<std::size_t>& indexes,
    const ShownBeside& shown
) {
    std::string out;
    for (const std::size_t index : indexes) {
        const std::string words = changed_words(paragraphs.at(index).block, shown);
        if (words.empty()) continue;
        out += (out.empty() ? "" : "\n") + words;
    }
    return out;
}

void add_aspects(json::object& out, const ChangeLine& line) {
    if (line.aspects.empty()) return;
    json::array aspects;
    for (const diff::Aspect aspect : line.aspects)
        aspects.emplace_back(diff::id_of(aspect));
    out["aspects"] = std::move(aspects);
    if (line.kind == line.kind_before) return;
    out["kind_before"] = prose::id_of(line.kind_before);
    out["kind"] = prose::id_of(line.kind);
}

std::string json_file(const Edition& to, int from, const std::vector<ChangeLine>& lines) {
    json::array changes;
    for (const ChangeLine& line : lines) {
        json::object one;
        one["what"] = id_of(line);
        if (line.moved) one["moved"] = true;
        const auto add = [&](const char* name, const std::string& value) {
            if (!value.empty()) one[name] = value;
        };
        add("number_before", line.number_before);
        add("number", line.number);
        add_aspects(one, line);
        add("before", line.before);
        add("after", line.after);
        add("reason", line.reason);
        changes.push_back(std::move(one));
    }
    json::object out;
    out["format"] = "denkraum-changes 1";
    out["key"] = to.key;
    out["from"] = from;
    out["to"] = to.number;
    out["changes"] = std::move(changes);
    return json::write(out) + "\n";
}

std::string fate_in_words(const ChangeLine& line, bool is_english) {
    const auto either = [&](const char* german, const char* english) {
        return std::string(is_english ? english : german);
    };
    switch (line.fate) {
    case diff::Fate::Added: return either("neu", "new");
    case diff::Fate::Removed: return either("gestrichen", "deleted");
    case diff::Fate::Kept: return either("verschoben", "moved");
    case diff::Fate::Changed:
        return line.moved ? either("verschoben und geändert", "moved and changed")
                          : either("geändert", "changed");
    case diff::Fate::Split: return either("geteilt", "split");
    case diff::Fate::Joined: return either("zusammengefasst", "joined");
    }
    CHECK(false, "every fate has words");
}

/// "geändert: Empfehlung statt Selbstverpflichtung, andere Quellen".
std::string what_in_words(const ChangeLine& line, std::string_view language) {
    std::string out = fate_in_words(line, language == "en");
    const char* between = ": ";
    for (const diff::Aspect aspect : line.aspects) {
        out += between + aspect_in_words(aspect, line.kind_before, line.kind, language);
        between = ", ";
    }
    return out;
}

/// Each line a paragraph; cells of a table are parted by a bar.
Html lines_of(const std::string& words) {
    Html out;
    for (std::size_t at = 0; at <= words.size();) {
        const std::size_t end = std::min(words.find('\n', at), words.size());
        std::string line = words.substr(at, end - at);
        for (std::size_t tab = line.find('\t'); tab != std::string::npos;
             tab = line.find('\t', tab))
            line.replace(tab, 1, " | ");
        out += el("p", {}, text(line));
        at = end + 1;
    }
    return words.empty() ? text("–") : out;
}

/// "3.4 (bisher 3.2)".
std::string places_in_words(const ChangeLine& line, bool is_english) {
    std::string number = line.number.empty() ? line.number_before : line.number;
    if (number.empty()) return "–";
    const bool is_both = !line.number.empty() && !line.number_before.empty();
    if (is_both && line.number != line.number_before) {
        number += (is_english ? " (formerly " : " (bisher ") + line.number_before + ")";
    }
    return number;
}

Html table_of(const Edition& to, const std::vector<ChangeLine>& lines, bool has_reasons) {
    const bool is_english = to.language == "en";
    const auto head_cell = [](std::string_view words) {
        return el("th", {attr("scope", "col")}, text(words));
    };
    Html heads = join(
        head_cell(is_english ? "No." : "Nr."),
        head_cell(is_english ? "What" : "Was"),
        head_cell(is_english ? "Before" : "Bisher"),
        head_cell(is_english ? "Now" : "Neu")
    );
    if (has_reasons) heads += head_cell(is_english ? "Reason" : "Begründung");
    Html rows;
    for (const ChangeLine& line : lines) {
        Html cells = join(
            el("th", {attr("scope", "row")}, text(places_in_words(line, is_english))),
            el("td", {}, text(what_in_words(line, to.language))),
            el("td", {}, lines_of(line.before)),
            el("td", {}, lines_of(line.after))
        );
        if (has_reasons) {
            const std::string none = is_english ? "not given" : "nicht angegeben";
            cells += el("td", {}, lines_of(line.reason.empty() ? none : line.reason));
        }
        rows += el("tr", {}, cells);
    }
    return el("table", {}, el("thead", {}, el("tr", {}, heads)) + el("tbody", {}, rows));
}

std::string html_file(
    const Edition& to, int from, const std::vector<ChangeLine>& lines, std::string_view base_url
) {
    const bool is_english = to.language == "en";
    const auto paragraph = [&](const char* german, const char* english) {
        return el("p", {}, text(is_english ? english : german));
    };
    const bool has_reasons = std::any_of(lines.begin(), lines.end(), [](const auto& line) {
        return !line.reason.empty();
    });
    const std::string title =
        is_english
            ? fmt::format("{}: changes from edition {} to {}", to.title, from, to.number)
            : fmt::format("{}: Änderungen von der {}. zur {}. Ausgabe", to.title, from, to.number);
    Html changes;
    if (lines.empty()) {
        changes = paragraph("Der Wortlaut ist derselbe.", "The wording is the same.");
    } else {
        if (!has_reasons) {
            changes = paragraph(
                "Zu diesen Änderungen sind keine Begründungen angegeben.",
                "No reasons were given for these changes."
            );
        }
        changes += table_of(to, lines, has_reasons);
    }
    const Html body =
        el("body",
           {html::cls("wide")},
           el("main", {}, el("h1", {}, text(title)), imprint_list(to, base_url), changes));
    return archive_page(to.language, title, body);
}

} // namespace

std::vector<std::string> uids_of(
    const diff::Entry& entry,
    const std::vector<Paragraph>& before,
    const std::vector<Paragraph>& after
) {
    std::vector<std::string> uids;
    for (const std::size_t index : entry.after)
        uids.push_back(after.at(index).block.uid);
    for (const std::size_t index : entry.before)
        uids.push_back(before.at(index).block.uid);
    return uids;
}

std::vector<ChangeLine> change_table(
    const diff::ProseDiff& diff,
    const std::vector<Paragraph>& before,
    const std::vector<Paragraph>& after,
    std::string_view language
) {
    std::vector<ChangeLine> lines;
    for (const diff::Entry& entry : diff.entries) {
        if (entry.is_unchanged()) continue;
        ChangeLine line{
            .fate = entry.fate,
            .moved = entry.moved,
            .number_before = numbers_of(before, entry.before),
            .number = numbers_of(after, entry.after),
            .aspects = diff::aspects_of(entry),
            .uids = uids_of(entry, before, after)
        };
        if (!entry.frames_before.empty()) line.kind_before = entry.frames_before.front().kind;
        if (!entry.frames.empty()) line.kind = entry.frames.front().kind;
        const ShownBeside shown = shown_beside(line.aspects, language);
        line.before = all_words(before, entry.before, shown);
        line.after = all_words(after, entry.after, shown);
        const bool says_nothing = line.before.empty() && line.after.empty();
        if (!says_nothing || !line.aspects.empty()) lines.push_back(std::move(line));
    }
    return lines;
}

void give_reasons(std::vector<ChangeLine>& lines, const Reasons& reasons) {
    for (ChangeLine& line : lines) {
        for (const std::string& uid : line.uids) {
            const auto found = reasons.find(uid);
            if (found == reasons.end()) continue;
            line.reason = found->second;
            break;
        }
    }
}

std::string_view id_of(const ChangeLine& line) {
    switch (line.fate) {
    case diff::Fate::Added: return "added";
    case diff::Fate::Removed: return "removed";
    case diff::Fate::Kept: return "moved";
    case diff::Fate::Changed: return "changed";
    case diff::Fate::Split: return "split";
    case diff::Fate::Joined: return "joined";
    }
    CHECK(false, "every fate has an id");
}

std::vector<File> change_files(
    const Edition& to, int from, const std::vector<ChangeLine>& lines, std::string_view base_url
) {
    return {
        {"aenderungen.html", "text/html; charset=utf-8", html_file(to, from, lines, base_url)},
        {"aenderungen.json", "application/json", json_file(to, from, lines)},
    };
}

} // namespace denkraum::guideline
