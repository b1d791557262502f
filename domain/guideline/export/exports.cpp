// SPDX-License-Identifier: EUPL-1.2
#include "domain/guideline/export/exports.hpp"

#include <fmt/format.h>

#include <future>
#include <string_view>
#include <utility>

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

Result<PdfFile> pdf_file(
    const Edition& edition, const std::vector<Paragraph>& paragraphs, const ExportTools& tools
) {
    TypstInput input = typst_input(edition, paragraphs, tools.base_url, tools.images);
    exports::PdfOrder order{.folder = tools.typst, .json = std::move(input.json)};
    for (File& image : input.images)
        order.images.push_back(child_file(std::move(image)));
    DK_TRY(const exports::MadePdf pdf, exports::make_pdf(order));
    std::string bytes = exports::with_row_heads(as_text(pdf.bytes), input.row_heads);
    if (const auto faults = exports::pdf_faults(bytes); !faults.empty()) {
        return fail(
            ErrorCode::Invalid, fmt::format("the PDF was refused: {}", fmt::join(faults, ", "))
        );
    }
    PdfFile made{{"leitlinie.pdf", "application/pdf", std::move(bytes)}};
    if (!pdf.unknown_signs.empty()) {
        made.remark = fmt::format(
            "no font has these signs, they stand there as numbers: {}",
            fmt::join(pdf.unknown_signs, " ")
        );
    }
    return made;
}

Result<File>
office_file(const OfficeDocument& document, convert::Target target, const ExportTools& tools) {
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
        is_docx ? "leitlinie.docx" : "leitlinie.odt",
        is_docx ? "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
                : "application/vnd.oasis.opendocument.text",
        std::move(file)
    };
}

} // namespace

MadeFiles make_all_files(
    const Edition& edition, const std::vector<Paragraph>& paragraphs, const ExportTools& tools
) {
    // The children work at the same time; what is made here needs no more than this thread.
    auto pdf = std::async(std::launch::async, [&] { return pdf_file(edition, paragraphs, tools); });
    const OfficeDocument document =
        office_document(edition, paragraphs, tools.base_url, tools.images);
    auto docx = std::async(std::launch::async, [&] {
        return office_file(document, convert::Target::Docx, tools);
    });
    auto odt = std::async(std::launch::async, [&] {
        return office_file(document, convert::Target::Odt, tools);
    });
    MadeFiles made;
    const auto take = [&](std::string_view name, Result<File> file) {
        if (file) {
            made.files.push_back(*std::move(file));
        } else {
            made.missing.push_back({std::string(name), file.error().detail});
        }
    };
    std::vector<File> own = make_files(edition, paragraphs, tools.images);
    if (auto one = pdf.get(); one) {
        made.files.push_back(std::move(one->file));
        if (!one->remark.empty()) made.missing.push_back({"leitlinie.pdf", one->remark});
    } else {
        made.missing.push_back({"leitlinie.pdf", one.error().detail});
    }
    take("leitlinie.odt", odt.get());
    take("leitlinie.docx", docx.get());
    for (File& file : own)
        made.files.push_back(std::move(file));
    made.files.push_back(
        {"leitlinie.txt",
         "text/plain; charset=utf-8",
         text_file(edition, paragraphs, tools.base_url)}
    );
    made.files.push_back(
        {"leitlinie.epub",
         "application/epub+zip",
         epub_file(edition, paragraphs, tools.base_url, tools.images)}
    );
    made.files.push_back(
        {"leitlinie.akn.xml", "application/xml", akn_file(edition, paragraphs, tools.base_url)}
    );
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
