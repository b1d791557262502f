// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/intake.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/prose/atoms.hpp"
#include "base/prose/prose_json.hpp"
#include "engine/intake/akn/akn.hpp"
#include "engine/intake/align/missing.hpp"
#include "engine/intake/ast/ast.hpp"
#include "engine/intake/docx/words.hpp"
#include "engine/intake/limits.hpp"
#include "engine/intake/odt/changes.hpp"
#include "engine/intake/odt/words.hpp"
#include "engine/intake/own.hpp"
#include "engine/intake/plain.hpp"
#include "engine/intake/reconcile.hpp"
#include "engine/intake/settle.hpp"

namespace denkraum::intake {
namespace {

std::int64_t note_words(const prose::Prose& prose) {
    std::int64_t words = 0;
    for (const prose::Block& block : prose.blocks) {
        prose::each_run(block, [&](const prose::Inline& run) {
            if (const auto note = prose::note_of(run)) words += count_words(note->words);
        });
    }
    return words;
}

void count(Imported& imported) {
    const auto& blocks = imported.prose.blocks;
    imported.report.blocks = static_cast<std::int64_t>(blocks.size());
    imported.report.headings =
        std::ranges::count(blocks, prose::Kind::Heading, &prose::Block::kind);
    imported.report.words =
        static_cast<std::int64_t>(prose::word_count(imported.prose)) + note_words(imported.prose);
}

/// What the file itself says, where it was read beside the converter.
struct FromFile {
    const FileWords& words;
    Reworded reworded = {};
};

/// The last proof: whatever was done to the paragraphs, their words are there.
void prove_words(const FromFile& file, Imported& imported) {
    std::string text = prose::plain_text(imported.prose);
    for (const prose::Block& block : imported.prose.blocks) {
        prose::each_run(block, [&](const prose::Inline& run) {
            if (const auto note = prose::note_of(run)) text += "\n" + note->words;
        });
    }
    MissingWords missing(text);
    for (const auto* side : {&file.words.body, &file.words.notes}) {
        for (const SourceParagraph& paragraph : *side) {
            const auto found = file.reworded.find(&paragraph);
            const bool is_reworded = found != file.reworded.end();
            for (const std::string& word :
                 missing.take(is_reworded ? found->second : paragraph.text))
                imported.report.add(RemarkKind::WordsMissing, 1, word);
        }
    }
    imported.report.has_all_words = imported.report.count_of(RemarkKind::WordsMissing) == 0;
}

Result<Imported>
settle(DraftText text, Report report, const std::optional<FromFile>& file, const Options& options) {
    auto& [title, drafts] = text;
    if (drafts.size() > blocks_max) return fail(ErrorCode::TooLarge, "blocks");
    OwnText own = settle_own(drafts, options.keeps_uids);
    if (!own.title.empty()) title = std::move(own.title);
    const ProfileId profile =
        own.is_ours ? ProfileId::None : options.profile.value_or(detect_profile(drafts));
    Imported imported{.title = std::move(title), .report = std::move(report)};
    imported.structure = apply_profile(drafts, profile);
    settle_labels(drafts, profile, imported.report);
    DK_TRY(imported.prose, settle_blocks(std::move(drafts), imported.structure, imported.report));
    count(imported);
    if (imported.report.words == 0) return fail(ErrorCode::NotFound, "no words");
    if (file && !own.is_ours) prove_words(*file, imported);
    return imported;
}

/// What the file says about itself counts more than what the converter noticed.
void add_facts(Report& report, const FileWords& words) {
    report.words_in_file = words.word_count();
    const std::int64_t images = words.images - report.count_of(RemarkKind::ImageLeftOut)
                                - report.count_of(RemarkKind::ImageTaken);
    report.add(RemarkKind::ImageLeftOut, std::max<std::int64_t>(images, 0));
    report.add(RemarkKind::TrackedChanges, words.tracked_changes);
    for (const FileComment& comment : words.comments)
        report.add(RemarkKind::CommentKept, 1, comment.author + ": " + comment.words);
    report.add(RemarkKind::FieldAsText, words.fields);
    report.add(RemarkKind::ShapeLeftOut, words.shapes);
    report.add(RemarkKind::HeaderFooterLeftOut, words.margin_words);
}

} // namespace

Result<std::optional<FileWords>> read_words(const Upload& upload, const WordsOptions& options) {
    switch (upload.format) {
    case Format::Docx: return docx_words(upload.package, options);
    case Format::Odt: {
        if (options.changes == Changes::Accepted) return odt_words(upload.package, options);
        DK_TRY(const Bytes rejected, odt_rejected(upload.package));
        DK_TRY(const Package package, Package::open(rejected));
        return odt_words(package, options);
    }
    case Format::Html:
    case Format::Markdown:
    case Format::Text:
    case Format::Json:
    case Format::Akn: return std::nullopt;
    }
    return std::nullopt;
}

Result<Bytes> for_converter(ByteView bytes, const Upload& upload, Changes changes) {
    if (!upload.is_package()) return Bytes(upload.text.begin(), upload.text.end());
    if (upload.format == Format::Odt && changes == Changes::Rejected) {
        DK_TRY(Bytes rejected, odt_rejected(upload.package));
        DK_TRY(const Package package, Package::open(rejected));
        DK_TRY(Bytes plain, odt_unwrapped(package));
        return plain.empty() ? std::move(rejected) : std::move(plain);
    }
    if (upload.format == Format::Odt) {
        DK_TRY(Bytes plain, odt_unwrapped(upload.package));
        if (!plain.empty()) return plain;
    }
    return Bytes(bytes.begin(), bytes.end());
}

Result<Imported> from_pandoc(
    std::string_view json,
    const Upload& upload,
    const std::optional<FileWords>& words,
    const Options& options
) {
    Report report{.format = upload.format};
    std::multiset<std::string, std::less<>> shown; // by the converter
    Pictures pictures = options.pictures;
    if (words) pictures.descriptions = words->descriptions;
    pictures.find = [&](std::string_view name) {
        shown.emplace(name);
        return options.pictures.find ? options.pictures.find(name) : std::nullopt;
    };
    DK_TRY(DraftText text, read_ast(json, upload.format, report, pictures));
    std::optional<FromFile> file;
    if (words) {
        const std::size_t paragraphs = words->body.size() + words->notes.size();
        if (paragraphs > blocks_max) return fail(ErrorCode::TooLarge, "paragraphs of the file");
        LostPictures lost;
        for (const FilePicture& picture : words->pictures) {
            if (const auto one = shown.find(picture.name); one != shown.end()) {
                shown.erase(one);
                continue;
            }
            auto atom = picture_atom(options.pictures, picture.name, picture.description, report);
            if (atom) lost.emplace(picture.paragraph, *std::move(atom));
        }
        file.emplace(*words, reconcile(text.drafts, *words, report, lost));
        add_facts(report, *words);
    }
    if (upload.is_encoding_guessed) report.add(RemarkKind::EncodingGuessed);
    DK_TRY(Imported imported, settle(std::move(text), std::move(report), file, options));
    if (words) imported.comments = words->comments;
    return imported;
}

Result<Imported> from_plain_text(const Upload& upload, const Options& options) {
    const auto lines = std::ranges::count(upload.text, '\n');
    if (std::cmp_greater(lines, text_lines_max)) return fail(ErrorCode::TooLarge, "lines");
    Report report{.format = upload.format};
    if (upload.is_encoding_guessed) report.add(RemarkKind::EncodingGuessed);
    return settle({{}, read_plain_text(upload.text)}, std::move(report), std::nullopt, options);
}

Result<Imported> from_our_json(const Upload& upload, const Options& options) {
    DK_TRY(const json::value parsed, json::parse(upload.text, text_bytes_max));
    DK_TRY(prose::Prose prose, prose::from_json(parsed));
    if (prose.blocks.size() > blocks_max) return fail(ErrorCode::TooLarge, "blocks");
    if (!options.keeps_uids) {
        for (prose::Block& block : prose.blocks)
            block.uid.clear();
    }
    Imported imported{.prose = prose::normalised(std::move(prose)), .report = {Format::Json}};
    imported.title = json::text_or(parsed.get_object(), "title");
    count(imported);
    if (imported.report.words == 0) return fail(ErrorCode::NotFound, "no words");
    return imported;
}

Result<Imported> from_akn(const Upload& upload, const Options& options) {
    Imported imported{.report = {Format::Akn}};
    DK_TRY(AknText text, read_akn(upload.text, options.pictures, imported.report));
    if (text.prose.blocks.size() > blocks_max) return fail(ErrorCode::TooLarge, "blocks");
    if (!options.keeps_uids) {
        for (prose::Block& block : text.prose.blocks)
            block.uid.clear();
    }
    imported.prose = std::move(text.prose);
    imported.title = std::move(text.title);
    count(imported);
    if (imported.report.words == 0) return fail(ErrorCode::NotFound, "no words");
    return imported;
}

Refusal refusal_of(const Error& error) {
    switch (error.code) {
    case ErrorCode::TooLarge: return Refusal::TooLarge;
    case ErrorCode::NotFound: return Refusal::NoWords;
    case ErrorCode::Forbidden: return Refusal::Encrypted;
    case ErrorCode::Invalid:
    case ErrorCode::Conflict:
    case ErrorCode::Corrupt:
    case ErrorCode::Unavailable: return Refusal::Damaged;
    }
    return Refusal::Damaged;
}

} // namespace denkraum::intake
