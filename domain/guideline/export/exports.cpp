// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/export/exports.hpp"

#include <fmt/format.h>

#include <functional>
#include <future>
#include <string_view>
#include <utility>

#include "domain/guideline/edition/rendition.hpp"
#include "domain/guideline/export/akn.hpp"
#include "domain/guideline/export/epub.hpp"
#include "domain/guideline/export/look/look.hpp"
#include "domain/guideline/export/office.hpp"
#include "domain/guideline/export/text.hpp"
#include "domain/guideline/export/typst.hpp"
#include "platform/convert/office.hpp"
#include "platform/export/pdf_check.hpp"
#include "platform/export/pdf_row_heads.hpp"
#include "platform/export/typst.hpp"

namespace denkraum::guideline {
namespace {

run::ChildFile child_file(File file) {
    const ByteView bytes = as_bytes(file.bytes);
    return {.name = std::move(file.name), .bytes = Bytes(bytes.begin(), bytes.end())};
}

struct PdfFile {
    File file = {};
    std::string remark = {}; ///< empty: nothing to say
};

Result<PdfFile> pdf_file(std::string name, TypstInput input, const ExportTools& tools) {
    exports::PdfOrder order{.folder = tools.typst, .json = std::move(input.json)};
    for (File& image : input.images)
        order.images.push_back(child_file(std::move(image)));
    DK_TRY(const exports::MadePdf pdf, exports::make_pdf(order));
    std::string bytes = exports::with_row_heads(as_text(pdf.bytes), input.row_heads);
    const exports::PdfParts parts{.headings = input.has_headings, .tables = input.heads};
    if (const auto faults = exports::pdf_faults(bytes, parts); !faults.empty()) {
        return fail(
            ErrorCode::Invalid, fmt::format("the PDF was refused: {}", fmt::join(faults, ", "))
        );
    }
    PdfFile made{{std::move(name), "application/pdf", std::move(bytes)}};
    if (!pdf.unknown_signs.empty()) {
        made.remark = fmt::format(
            "no font has these signs, they stand there as numbers: {}",
            fmt::join(pdf.unknown_signs, " ")
        );
    }
    return made;
}

Result<File> office_file(
    std::string name,
    const OfficeDocument& document,
    convert::Target target,
    const ExportTools& tools
) {
    if (!tools.pandoc) return fail(ErrorCode::Unavailable, "pandoc is not set up");
    const bool is_docx = target == convert::Target::Docx;
    convert::WriteOrder order{.target = target, .meta = document.meta, .blocks = document.blocks};
    const std::string look = is_docx ? look::docx(document.margins) : look::odt(document.margins);
    order.reference = as_bytes(look);
    DK_TRY(const Bytes bytes, convert::write_office(order));
    std::string file(as_text(bytes));
    if (!is_docx) {
        DK_TRY(file, finished_odt(file, document.alternatives));
    }
    return File{
        std::move(name),
        is_docx ? "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
                : "application/vnd.oasis.opendocument.text",
        std::move(file)
    };
}

/// What other people's programs make of one text, the same for an edition and for a rendition.
class PrintedFiles {
public:
    PrintedFiles(TypstInput input, OfficeDocument document, const ExportTools& tools)
        : input_(std::move(input)), document_(std::move(document)), tools_(tools) {}

    /// Blocks while the children work, all at the same time. `meanwhile` runs in this thread.
    void make(MadeFiles& made, const std::string& stem, const std::function<void()>& meanwhile) {
        const auto begin = [&](convert::Target target, const char* ending) {
            return std::async(std::launch::async, [this, target, name = stem + ending] {
                return office_file(name, document_, target, tools_);
            });
        };
        auto pdf = std::async(std::launch::async, [&] {
            return pdf_file(stem + ".pdf", std::move(input_), tools_);
        });
        auto docx = begin(convert::Target::Docx, ".docx");
        auto odt = begin(convert::Target::Odt, ".odt");
        meanwhile();
        if (auto one = pdf.get(); one) {
            made.files.push_back(std::move(one->file));
            if (!one->remark.empty()) made.missing.push_back({stem + ".pdf", one->remark});
        } else {
            made.missing.push_back({stem + ".pdf", one.error().detail});
        }
        take(made, stem + ".odt", odt.get());
        take(made, stem + ".docx", docx.get());
    }

private:
    static void take(MadeFiles& made, const std::string& name, Result<File> file) {
        if (file) {
            made.files.push_back(*std::move(file));
        } else {
            made.missing.push_back({name, file.error().detail});
        }
    }

    TypstInput input_;
    OfficeDocument document_;
    const ExportTools& tools_;
};

/// One language after another, so that a machine has no more children than for one edition.
void add_renditions(
    MadeFiles& made,
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    const ExportTools& tools
) {
    for (Rendition& one : renditions_of(edition, paragraphs)) {
        one.paragraphs = with_whole_links(std::move(one.paragraphs), tools.base_url);
        const Edition& words = one.edition;
        const std::vector<Paragraph>& blocks = one.paragraphs;
        PrintedFiles printed(
            typst_input(words, blocks, tools.base_url, tools.images, &one.into),
            office_document(words, blocks, tools.base_url, tools.images, &one.into),
            tools
        );
        printed.make(made, one.stem(), [&] {
            made.files.push_back(
                {one.stem() + ".epub",
                 "application/epub+zip",
                 epub_file(words, blocks, tools.base_url, tools.images, &one.into)}
            );
        });
    }
}

} // namespace

MadeFiles make_all_files(
    const Edition& edition,
    const std::vector<Paragraph>& paragraphs,
    std::span<const Edition> all,
    const ExportTools& tools
) {
    MadeFiles made;
    std::vector<File> own;
    const std::vector<Paragraph> abroad = with_whole_links(paragraphs, tools.base_url);
    PrintedFiles printed(
        typst_input(edition, abroad, tools.base_url, tools.images),
        office_document(edition, abroad, tools.base_url, tools.images),
        tools
    );
    printed.make(made, "leitlinie", [&] {
        own = make_files(edition, paragraphs, {.base_url = tools.base_url, .images = tools.images});
    });
    for (File& file : own)
        made.files.push_back(std::move(file));
    made.files.push_back(
        {"leitlinie.txt", "text/plain; charset=utf-8", text_file(edition, abroad, tools.base_url)}
    );
    made.files.push_back(
        {"leitlinie.epub",
         "application/epub+zip",
         epub_file(edition, abroad, tools.base_url, tools.images)}
    );
    made.files.push_back(
        {"leitlinie.akn.xml", "application/xml", akn_file(edition, paragraphs, all, tools.base_url)}
    );
    add_renditions(made, edition, paragraphs, tools);
    return made;
}

std::vector<MissingFile> missing_tools(const ExportTools& tools) {
    std::vector<MissingFile> missing;
    if (auto why = exports::why_no_pdf(tools.typst); !why.empty()) {
        missing.push_back({"leitlinie.pdf", std::move(why)});
    }
    if (!tools.pandoc || !run::has_program("pandoc")) {
        const std::string why = "pandoc is missing: install the package 'pandoc'";
        missing.push_back({"leitlinie.odt", why});
        missing.push_back({"leitlinie.docx", why});
    }
    return missing;
}

} // namespace denkraum::guideline
