// SPDX-License-Identifier: EUPL-1.2
#include "platform/export/zip.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <memory>

#include "platform/export/limits.hpp"

namespace denkraum::exports {
namespace {

struct FreeWriter {
    void operator()(archive* what) const { archive_write_free(what); }
};
struct FreeReader {
    void operator()(archive* what) const { archive_read_free(what); }
};
struct FreeEntry {
    void operator()(archive_entry* what) const { archive_entry_free(what); }
};
using Head = std::unique_ptr<archive_entry, FreeEntry>;

la_ssize_t append(archive*, void* into, const void* bytes, std::size_t size) {
    static_cast<std::string*>(into)->append(static_cast<const char*>(bytes), size);
    return static_cast<la_ssize_t>(size);
}

bool write_entry(archive* zip, const Entry& entry, Instant at) {
    constexpr std::int64_t us_per_s = 1'000'000;
    const Head head(archive_entry_new());
    archive_entry_set_pathname_utf8(head.get(), entry.name.c_str());
    archive_entry_set_filetype(head.get(), AE_IFREG);
    archive_entry_set_perm(head.get(), 0644);
    archive_entry_set_size(head.get(), static_cast<la_int64_t>(entry.bytes.size()));
    archive_entry_set_mtime(head.get(), static_cast<time_t>(at.us / us_per_s), 0);
    if (entry.is_stored) {
        archive_write_zip_set_compression_store(zip);
    } else {
        archive_write_zip_set_compression_deflate(zip);
    }
    if (archive_write_header(zip, head.get()) != ARCHIVE_OK) return false;
    const auto written = archive_write_data(zip, entry.bytes.data(), entry.bytes.size());
    return written == static_cast<la_ssize_t>(entry.bytes.size());
}

} // namespace

std::string make_zip(const std::vector<Entry>& entries, Instant at) {
    std::string out;
    const std::unique_ptr<archive, FreeWriter> zip(archive_write_new());
    archive_write_set_format_zip(zip.get());
    // EPUB readers look for the type at a fixed place: no extra fields, sizes in front.
    archive_write_set_options(zip.get(), "zip:!experimental,zip:hdrcharset=UTF-8");
    archive_write_set_bytes_per_block(zip.get(), 0);
    if (archive_write_open(zip.get(), &out, nullptr, append, nullptr) != ARCHIVE_OK) return {};
    for (const Entry& entry : entries) {
        if (!write_entry(zip.get(), entry, at)) return {};
    }
    if (archive_write_close(zip.get()) != ARCHIVE_OK) return {};
    return out;
}

Result<std::vector<Entry>> read_zip(std::string_view bytes) {
    const std::unique_ptr<archive, FreeReader> zip(archive_read_new());
    archive_read_support_format_zip(zip.get());
    if (archive_read_open_memory(zip.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
        return fail(ErrorCode::Invalid, "it is no ZIP");
    }
    std::vector<Entry> entries;
    std::size_t total = 0;
    archive_entry* head = nullptr;
    for (;;) {
        const int result = archive_read_next_header(zip.get(), &head);
        if (result == ARCHIVE_EOF) return entries;
        if (result != ARCHIVE_OK) return fail(ErrorCode::Invalid, "it is no whole ZIP");
        const char* name = archive_entry_pathname_utf8(head);
        Entry entry{.name = name != nullptr ? name : ""};
        char part[65536]; // NOLINT: filled by archive_read_data
        la_ssize_t got = 0;
        while ((got = archive_read_data(zip.get(), part, sizeof part)) > 0) {
            total += static_cast<std::size_t>(got);
            if (total > unzipped_bytes_max) return fail(ErrorCode::TooLarge, "the ZIP is too long");
            entry.bytes.append(part, static_cast<std::size_t>(got));
        }
        if (got < 0) return fail(ErrorCode::Invalid, "a file of the ZIP is damaged");
        entries.push_back(std::move(entry));
        if (entries.size() > unzipped_files_max) {
            return fail(ErrorCode::TooLarge, "the ZIP has too many files");
        }
    }
}

} // namespace denkraum::exports
