// SPDX-License-Identifier: EUPL-1.2
#include "base/prose/canonical.hpp"

#include <string_view>

#include "base/json/json.hpp"

namespace denkraum::prose {
namespace {

void append_counted(std::string& out, std::string_view text) {
    out += ' ';
    out += std::to_string(text.size());
    out += ':';
    out += text;
}

void append_word(std::string& out, std::string_view word) {
    out += ' ';
    out += word.empty() ? std::string_view("-") : word;
}

std::string marks_of(const Marks& marks) {
    std::string letters;
    if (marks.strong) letters += 's';
    if (marks.em) letters += 'e';
    if (marks.code) letters += 'c';
    return letters;
}

void append_run(std::string& out, const Inline& run) {
    if (!run.atom.empty()) {
        out += "atom";
        const auto parsed = json::parse(run.atom);
        append_counted(out, parsed ? json::write(*parsed) : json::write(json::value(run.atom)));
    } else {
        if (!run.marks.term.empty()) {
            out += "term";
            append_counted(out, run.marks.term);
            out += '\n';
        }
        out += "text";
        append_word(out, marks_of(run.marks));
        append_counted(out, run.marks.link);
        append_counted(out, run.text);
    }
    out += '\n';
}

void append_table(std::string& out, const Table& table) {
    std::string heads;
    if (table.header_row) heads += 'r';
    if (table.header_column) heads += 'c';
    out += "table";
    append_word(out, heads);
    out += '\n';
    for (const Row& row : table.rows) {
        out += "row\n";
        for (const Cell& cell : row) {
            out += "cell\n";
            for (const Inline& run : cell)
                append_run(out, run);
        }
    }
}

void append_source(std::string& out, const Source& source) {
    out += "source";
    for (const std::string* part :
         {&source.title, &source.link, &source.file_number, &source.looked_up})
        append_counted(out, *part);
    out += '\n';
}

} // namespace

std::string canonical(const Prose& prose) {
    const Prose clean = normalised(prose);
    std::string out = "denkraum-prose 1\n";
    for (const Block& block : clean.blocks) {
        out += "block";
        append_counted(out, block.uid);
        append_word(out, id_of(block.kind));
        append_word(out, std::to_string(block.level));
        append_word(out, id_of(block.list));
        append_word(out, std::to_string(block.indent));
        out += '\n';
        for (const Inline& run : block.content)
            append_run(out, run);
        if (!block.table.rows.empty()) append_table(out, block.table);
        for (const Source& source : block.sources)
            append_source(out, source);
    }
    return out;
}

} // namespace denkraum::prose
