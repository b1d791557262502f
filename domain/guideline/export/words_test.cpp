// SPDX-License-Identifier: EUPL-1.2
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <regex>
#include <set>

#include "base/html/prose_html.hpp"
#include "base/utf8.hpp"
#include "domain/guideline/edition/imprint.hpp"
#include "domain/guideline/edition/numbering.hpp"
#include "domain/guideline/edition/rendition.hpp"
#include "domain/guideline/export/akn.hpp"
#include "domain/guideline/export/exports.hpp"
#include "domain/guideline/export/testing/rich_sample.hpp"
#include "platform/export/zip.hpp"
#include "platform/run/child.hpp"

/// Every format is read back by a program of its own, and must say the same words in the same
/// order. A word is a run of letters and digits of two or more characters that is not all digits
/// of one or two: numbers of paragraphs, list markers and marks of notes are no words. Notes,
/// alternative texts, and what is listed behind the text may stand where the format wants them,
/// but whole and once; labels of kinds are words where a format prints them.
namespace denkraum::guideline {
namespace {

using WordList = std::vector<std::string>;

bool is_word_byte(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0
           || static_cast<unsigned char>(c) >= 0xc3;
}

WordList words_in(std::string_view text) {
    std::string clean(text);
    // Signs that are no letters but lie beyond ASCII.
    for (const std::string_view sign :
         {"„", "“", "–", "…", "•", "◦", "▪", "‣", "\u00a0", "↩", "\ufe0e"}) {
        for (std::size_t at; (at = clean.find(sign)) != std::string::npos;)
            clean.replace(at, sign.size(), " ");
    }
    WordList all;
    std::string word;
    const auto end_word = [&] {
        const bool is_number =
            word.size() < 3
            && std::all_of(
                word.begin(),
                word.end(),
                [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
            );
        if (word.size() > 1 && !is_number) all.push_back(word);
        word.clear();
    };
    for (const char c : clean) {
        const bool is_inner = !word.empty() && (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
        if (is_word_byte(c) || is_inner) {
            word += c;
        } else {
            end_word();
        }
    }
    end_word();
    return all;
}

/// One word a line, so that a difference shows.
std::string lines(const WordList& words) {
    std::string all;
    for (const std::string& word : words)
        all += word + "\n";
    return all;
}

/// Takes one whole occurrence of `part` out of `all`; says whether it was there.
bool take_out(WordList& all, const WordList& part) {
    const auto found = std::search(all.begin(), all.end(), part.begin(), part.end());
    if (found == all.end()) return false;
    all.erase(found, found + static_cast<std::ptrdiff_t>(part.size()));
    return true;
}

/// The words of an edition that stand in the text, in order, and those that may stand elsewhere.
struct Expected {
    WordList body;
    std::vector<std::string> elsewhere;
};

Expected expected(bool has_labels) {
    Expected wanted;
    const auto append = [&](std::string_view text) {
        for (std::string& word : words_in(text))
            wanted.body.push_back(std::move(word));
    };
    const auto paragraphs = testing::rich_paragraphs();
    for (const Paragraph& paragraph : paragraphs) {
        if (has_labels) append(kind_label(paragraph.block.kind, "de"));
        append(prose::plain_text(paragraph.block));
        prose::each_run(paragraph.block, [&](const prose::Inline& run) {
            if (const auto note = prose::note_of(run)) wanted.elsewhere.push_back(note->words);
            if (const auto image = prose::image_of(run)) {
                wanted.elsewhere.push_back(image->alternative);
            }
        });
    }
    return wanted;
}

std::string imprint() {
    std::string all;
    for (const auto& [key, value] : imprint_of(testing::rich_edition(), "https://netz.example"))
        all += key + ": " + value + "\n";
    return all;
}

std::string back() {
    std::string all;
    for (const Paragraph& one : back_matter(testing::rich_paragraphs(), "de"))
        all += prose::plain_text(one.block) + "\n";
    return all;
}

struct NamedFile {
    std::string name;
    std::string bytes;
};

run::ChildOrder order_for(std::vector<std::string> argv, const NamedFile& file) {
    run::ChildOrder order;
    order.argv = std::move(argv);
    order.limits.memory_bytes_max = 0;
    const ByteView bytes = as_bytes(file.bytes);
    order.files = {{.name = file.name, .bytes = Bytes(bytes.begin(), bytes.end())}};
    return order;
}

/// Runs a program on one file and gives what it prints.
std::string printed_by(std::vector<std::string> argv, const NamedFile& file) {
    const auto output = run::run_child(order_for(std::move(argv), file));
    if (!output) return "cannot run: " + output.error().detail;
    return std::string(as_text(output->out));
}

/// The same, but gives a file that it wrote.
std::string
made_by(std::vector<std::string> argv, const NamedFile& file, const std::string& wanted) {
    run::ChildOrder order = order_for(std::move(argv), file);
    order.wanted = {wanted};
    const auto output = run::run_child(order);
    if (!output || output->files.empty()) return "cannot run";
    return std::string(as_text(output->files.front().bytes));
}

/// Text of XML or HTML: what stands outside the tags, and the attributes that people read.
std::string text_of_markup(const std::string& markup, const std::regex& attributes) {
    std::string read;
    std::string out;
    for (auto it = std::sregex_iterator(markup.begin(), markup.end(), attributes);
         it != std::sregex_iterator();
         ++it)
        read += " \n" + (*it)[1].str();
    out = std::regex_replace(markup, std::regex("<(style|head|nav)[^>]*>[\\s\\S]*?</\\1>"), " ");
    out = std::regex_replace(
        out, std::regex("</?(b|i|u|font|abbr|strong|em|code|inline)( [^>]*)?>"), ""
    );
    out = std::regex_replace(out, std::regex("<[^>]*>"), " ") + read;
    for (const auto& [entity, sign] : std::vector<std::pair<std::string, std::string>>{
             {"&lt;", "<"},
             {"&gt;", ">"},
             {"&quot;", "\""},
             {"&#39;", "'"},
             {"&auml;", "ä"},
             {"&ouml;", "ö"},
             {"&uuml;", "ü"},
             {"&Auml;", "Ä"},
             {"&Ouml;", "Ö"},
             {"&Uuml;", "Ü"},
             {"&szlig;", "ß"},
             {"&ndash;", " "},
             {"&bdquo;", " "},
             {"&ldquo;", " "},
             {"&nbsp;", " "},
             {"&amp;", "&"}
         })
        out = std::regex_replace(out, std::regex(entity), sign);
    return out;
}

class ExportedWords : public ::testing::Test {
protected:
    static const MadeFiles& made() {
        static const MadeFiles files = make_all_files(
            testing::rich_edition(),
            testing::rich_paragraphs(),
            {.typst = DENKRAUM_TYPST,
             .pandoc = true,
             .base_url = "https://netz.example",
             .images = testing::rich_images()}
        );
        return files;
    }
    static std::string file(std::string_view name) {
        for (const File& one : made().files) {
            if (one.name == name) return one.bytes;
        }
        ADD_FAILURE() << name << " was not made";
        return {};
    }

    /// An office file as LibreOffice shows it.
    static std::string shown_by_libreoffice(const NamedFile& office, const std::string& html_name) {
        const std::string page = made_by(
            {"soffice", "--headless", "--convert-to", "html", office.name}, office, html_name
        );
        return text_of_markup(page, std::regex("no attribute (is read)"));
    }

    static std::string text_of_epub(const std::string& epub) {
        const auto entries = exports::read_zip(epub);
        EXPECT_TRUE(entries);
        if (!entries) return {};
        const auto text = std::find_if(entries->begin(), entries->end(), [](const auto& entry) {
            return entry.name == "EPUB/text.xhtml";
        });
        EXPECT_NE(text, entries->end());
        if (text == entries->end()) return {};
        return text_of_markup(text->bytes, std::regex("alt=\"([^\"]*)\""));
    }

    struct Says {
        bool labels = true;
        bool image = true;                  ///< the alternative text
        bool front = true;                  ///< title and imprint
        bool back = true;                   ///< terms and sources
        std::vector<std::string> more = {}; ///< what only this format says
    };
    /// Compares what was read back with what the edition says.
    static void expect_same(std::string_view read, const Says& says) {
        WordList all = words_in(read);
        const Expected wanted = expected(says.labels);
        std::vector<std::string> parts = wanted.elsewhere;
        if (!says.image) parts.pop_back();
        if (says.front) {
            parts.push_back(imprint());
            parts.push_back(testing::rich_edition().title);
        }
        if (says.back) parts.push_back(back());
        for (const std::string& more : says.more)
            parts.push_back(more);
        for (const std::string& part : parts)
            EXPECT_TRUE(take_out(all, words_in(part))) << "not said whole: " << part;
        EXPECT_EQ(lines(all), lines(wanted.body));
    }
};

const std::string dated = "2. Ausgabe vom 22. November 2026";

TEST_F(ExportedWords, of_the_text) {
    expect_same(
        file("leitlinie.txt"),
        {.more = {dated, "Bild", "Anmerkungen", "https example org amtsblatt", "tel 4930123456"}}
    );
}

TEST_F(ExportedWords, of_odt_and_docx_rendered_by_libreoffice) {
    if (!run::has_program("soffice")) GTEST_SKIP() << "skipped: no LibreOffice";
    for (const std::string format : {"odt", "docx"}) {
        SCOPED_TRACE(format);
        const std::string read = shown_by_libreoffice(
            {"leitlinie." + format, file("leitlinie." + format)}, "leitlinie.html"
        );
        const std::string edges = "https://netz.example/leitlinien/ki-einsatz/ausgaben/2 SHA-256 "
                                  + to_hex(testing::rich_edition().hash);
        expect_same(read, {.image = false, .more = {dated, edges}});
        const auto entries = exports::read_zip(file("leitlinie." + format));
        ASSERT_TRUE(entries);
        const bool says_image = std::any_of(entries->begin(), entries->end(), [](const auto& one) {
            return one.name.ends_with(".xml") && one.bytes.contains("zweimal so viele Rückfragen");
        });
        EXPECT_TRUE(says_image);
    }
}

TEST_F(ExportedWords, of_akoma_ntoso) {
    const std::string markup = file("leitlinie.akn.xml");
    const std::string body = markup.substr(markup.find("<preface>"));
    expect_same(
        text_of_markup(body, std::regex("alt=\"([^\"]*)\"")), {.labels = false, .more = {dated}}
    );
}

TEST_F(ExportedWords, of_epub) {
    expect_same(text_of_epub(file("leitlinie.epub")), {.more = {dated}});
}

TEST_F(ExportedWords, of_html) {
    const std::string read = text_of_markup(file("leitlinie.html"), std::regex("alt=\"([^\"]*)\""));
    WordList all = words_in(read);
    // The imprint has a path, since the page does not know where it will be filed.
    for (const auto& [key, value] : imprint_of(testing::rich_edition()))
        EXPECT_TRUE(take_out(all, words_in(key + " " + value))) << key;
    const auto sources = list_of_sources(testing::rich_paragraphs(), "de");
    std::string said = "Anmerkungen";
    for (const Paragraph& one : sources)
        EXPECT_TRUE(take_out(all, words_in(prose::plain_text(one.block))));
    EXPECT_TRUE(
        take_out(all, words_in("Begriffe KI Künstliche Intelligenz im Sinne der Verordnung"))
    );
    EXPECT_TRUE(take_out(all, words_in("Anmerkungen")));
    EXPECT_TRUE(take_out(all, words_in(testing::rich_edition().title)));
    const Expected wanted = expected(true);
    for (const std::string& part : wanted.elsewhere)
        EXPECT_TRUE(take_out(all, words_in(part))) << part;
    EXPECT_EQ(lines(all), lines(wanted.body));
}

TEST_F(ExportedWords, of_markdown_read_by_pandoc) {
    if (!run::has_program("pandoc")) GTEST_SKIP() << "skipped: no pandoc";
    const NamedFile text{"leitlinie.md", file("leitlinie.md")};
    const std::string page =
        printed_by({"pandoc", "--from", "gfm", "--to", "html", "--wrap", "none", text.name}, text);
    ASSERT_TRUE(page.contains("<h1")) << page;
    WordList all = words_in(text_of_markup(page, std::regex("(?:alt|title)=\"([^\"]*)\"")));
    EXPECT_TRUE(take_out(all, words_in(testing::rich_edition().title)));
    for (const auto& [key, value] : imprint_of(testing::rich_edition()))
        EXPECT_TRUE(take_out(all, words_in(key + " " + value))) << key;
    for (const Paragraph& one : list_of_sources(testing::rich_paragraphs(), "de"))
        EXPECT_TRUE(take_out(all, words_in(prose::plain_text(one.block))));
    for (const auto& [words, meaning] : terms_of(testing::rich_paragraphs()))
        EXPECT_TRUE(take_out(all, words_in(meaning))) << words;
    const Expected wanted = expected(true);
    for (const std::string& part : wanted.elsewhere)
        EXPECT_TRUE(take_out(all, words_in(part))) << part;
    EXPECT_EQ(lines(all), lines(wanted.body));
}

/// As a PDF writes text: UTF-16 in hexadecimal digits.
std::string in_pdf(std::string_view words) {
    std::string hex = "<FEFF";
    while (!words.empty()) {
        const auto [sign, bytes] = utf8::decode_first(words);
        hex += fmt::format("{:04X}", static_cast<std::uint32_t>(sign));
        words.remove_prefix(bytes);
    }
    return hex + ">";
}

TEST_F(ExportedWords, of_the_alternative_texts_in_the_pdf) {
    const std::string pdf = file("leitlinie.pdf");
    int images = 0;
    for (const Paragraph& paragraph : testing::rich_paragraphs()) {
        prose::each_run(paragraph.block, [&](const prose::Inline& run) {
            const auto image = prose::image_of(run);
            if (!image) return;
            ++images;
            EXPECT_TRUE(pdf.contains("/Alt " + in_pdf(image->alternative)));
        });
    }
    EXPECT_EQ(images, 1);
}

/// The words of a PDF as its structure tree says them.
std::string text_of_structure(const NamedFile& pdf) {
    const std::string tree = printed_by({"pdfinfo", "-struct-text", pdf.name}, pdf);
    // Lines in quotes are words; a hyphen at the end of a printed line stands alone. The list of
    // contents says headings a second time.
    std::string read;
    int contents_depth = -1;
    bool is_split = false;
    std::size_t at = 0;
    while (at < tree.size()) {
        const std::size_t end = std::min(tree.find('\n', at), tree.size());
        const std::string line = tree.substr(at, end - at);
        at = end + 1;
        const int depth = static_cast<int>(line.find_first_not_of(' '));
        if (depth <= contents_depth) contents_depth = -1;
        if (contents_depth >= 0) continue;
        const std::string words = line.substr(
            line.find_first_not_of(" \n") == std::string::npos ? 0 : line.find_first_not_of(" ")
        );
        if (words.starts_with("TOC")) contents_depth = depth;
        if (!words.starts_with('"')) {
            if (!words.starts_with("Span")) is_split = false;
            continue;
        }
        const std::string inner = words.substr(1, words.rfind('"') - 1);
        if (inner == "-" || inner == "\u2010" || inner == "\u00ad") {
            is_split = true;
            continue;
        }
        if (!is_split) read += read.empty() || inner.starts_with(' ') ? "" : "\n";
        read += inner;
        is_split = false;
    }
    return read;
}

TEST_F(ExportedWords, of_the_pdf_read_along_its_structure) {
    if (!run::has_program("pdfinfo")) GTEST_SKIP() << "skipped: no pdfinfo (poppler-utils)";
    const std::string read = text_of_structure({"leitlinie.pdf", file("leitlinie.pdf")});
    expect_same(read, {.image = false, .more = {"Leitlinie", dated, "Inhalt"}});
}

/// The sample in three languages: one simple, one with other labels, one from right to left.
class RenderedWords : public ExportedWords {
protected:
    static const std::vector<Paragraph>& paragraphs() {
        static const std::vector<Paragraph> all = [] {
            std::vector<Paragraph> made = testing::rich_paragraphs();
            std::size_t at = 0;
            for (Paragraph& one : made) {
                if (one.number.empty() || ++at % 3 == 0) continue;
                const std::string number = std::to_string(at + 1000);
                one.renderings["de-simple"] =
                    "Das ist Satz " + number + ".\n\nDas gehört dazu:\n- ein Punkt " + number;
                one.renderings["fr"] = "Voilà la phrase numéro " + number + " à lire.";
                one.renderings["ar"] = "هذه هي الجملة " + number;
            }
            return made;
        }();
        return all;
    }
    static const MadeFiles& made() {
        static const MadeFiles files = make_all_files(
            testing::rich_edition(),
            paragraphs(),
            {.typst = DENKRAUM_TYPST, .pandoc = true, .base_url = "https://netz.example"}
        );
        return files;
    }
    static std::string file(const std::string& name) {
        for (const File& one : made().files) {
            if (one.name == name) return one.bytes;
        }
        ADD_FAILURE() << name << " was not made";
        return {};
    }
    static std::string entry(const std::string& name, std::string_view wanted) {
        const auto entries = exports::read_zip(file(name));
        EXPECT_TRUE(entries) << name;
        if (!entries) return {};
        for (const exports::Entry& one : *entries) {
            if (one.name == wanted) return one.bytes;
        }
        ADD_FAILURE() << name << " has no " << wanted;
        return {};
    }
    /// Every rendered word, in order and without gaps, and no word of the original text.
    static void expect_rendered(std::string_view read, const Rendition& rendition) {
        WordList wanted;
        for (const Paragraph& one : rendition.paragraphs) {
            const std::string label = kind_label(one.block.kind, rendition.edition.language);
            for (std::string& word : words_in(label + " " + prose::plain_text(one.block)))
                wanted.push_back(std::move(word));
        }
        ASSERT_GT(wanted.size(), 20U);
        WordList all = words_in(read);
        EXPECT_TRUE(take_out(all, wanted)) << lines(all) << "-- instead of --\n" << lines(wanted);
        const auto& [key, note] = rendition.into.note;
        EXPECT_TRUE(take_out(all, words_in(key + ": " + note))) << note;
        const Paragraph& original = paragraphs()[2];
        EXPECT_FALSE(take_out(all, words_in(prose::plain_text(original.block))));
    }
};

TEST_F(RenderedWords, stand_in_files_of_their_own_that_say_their_language) {
    EXPECT_TRUE(made().missing.empty());
    EXPECT_TRUE(file("leitlinie-fr.pdf").contains("/Lang (fr)"));
    EXPECT_TRUE(file("leitlinie-de-simple.pdf").contains("/Lang (de)"));
    EXPECT_TRUE(file("leitlinie-ar.pdf").contains("/Lang (ar)"));
    const std::string package = entry("leitlinie-de-simple.epub", "EPUB/package.opf");
    EXPECT_TRUE(package.contains("<dc:language>de-simple</dc:language>"));
    const std::string page = entry("leitlinie-ar.epub", "EPUB/text.xhtml");
    EXPECT_TRUE(page.contains("xml:lang=\"ar\" dir=\"rtl\""));
    EXPECT_TRUE(page.contains("<h1 lang=\"de\" xml:lang=\"de\">"));
    const std::string word = entry("leitlinie-fr.docx", "word/styles.xml");
    EXPECT_TRUE(word.contains("<w:rPrDefault>"));
    EXPECT_TRUE(word.contains("w:val=\"fr-FR\""));
    EXPECT_TRUE(word.contains("w:val=\"de-DE\"")) << "title and imprint are German";
    const std::string styles = entry("leitlinie-fr.odt", "styles.xml");
    EXPECT_TRUE(styles.contains("fo:language=\"fr\""));
    EXPECT_TRUE(styles.contains("fo:language=\"de\""));
}

TEST_F(RenderedWords, are_the_same_in_every_format) {
    if (!run::has_program("pdfinfo")) GTEST_SKIP() << "skipped: no pdfinfo (poppler-utils)";
    if (!run::has_program("soffice")) GTEST_SKIP() << "skipped: no LibreOffice";
    const auto all = renditions_of(testing::rich_edition(), paragraphs());
    ASSERT_EQ(all.size(), 3U);
    for (const Rendition& one : all) {
        const std::string name = one.stem() + ".pdf";
        SCOPED_TRACE(one.stem());
        expect_rendered(text_of_epub(file(one.stem() + ".epub")), one);
        for (const std::string format : {"odt", "docx"}) {
            const NamedFile office{one.stem() + "." + format, file(one.stem() + "." + format)};
            expect_rendered(shown_by_libreoffice(office, one.stem() + ".html"), one);
        }
        // Letters from right to left come out of the tree as they are drawn.
        if (one.into.language.is_right_to_left) continue;
        expect_rendered(text_of_structure({name, file(name)}), one);
    }
}

} // namespace
} // namespace denkraum::guideline
