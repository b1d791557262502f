// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/file/package.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <memory>

#include "engine/intake/limits.hpp"

namespace denkraum::intake {
namespace {

struct CloseArchive {
    void operator()(archive* reader) const { archive_read_free(reader); }
};
using ArchivePointer = std::unique_ptr<archive, CloseArchive>;

constexpr std::size_t chunk_bytes = 64 * 1024;

std::string why(archive* reader) {
    const char* text = archive_error_string(reader);
    return text == nullptr ? "no reason given" : text;
}

Result<ArchivePointer> open_zip(ByteView zip) {
    ArchivePointer reader(archive_read_new());
    if (reader == nullptr) return fail(ErrorCode::Unavailable, "out of memory for a zip reader");
    archive_read_support_format_zip_seekable(reader.get());
    if (archive_read_open_memory(reader.get(), zip.data(), zip.size()) != ARCHIVE_OK) {
        return fail(ErrorCode::Corrupt, "not a zip package: " + why(reader.get()));
    }
    return reader;
}

/// What is left of the bounds while a package is unpacked.
struct Budget {
    std::size_t packed_bytes;
    std::size_t unpacked_bytes = 0;

    Done take(std::size_t entry_bytes, std::size_t more) {
        unpacked_bytes += more;
        if (entry_bytes > zip_entry_bytes_max) return fail(ErrorCode::TooLarge, "zip entry");
        if (unpacked_bytes > zip_total_bytes_max) return fail(ErrorCode::TooLarge, "zip total");
        if (unpacked_bytes > zip_ratio_from_bytes
            && unpacked_bytes / packed_bytes > zip_ratio_max) {
            return fail(ErrorCode::TooLarge, "zip ratio");
        }
        return {};
    }
};

Result<Bytes> read_entry(archive* reader, Budget& budget, bool keep) {
    Bytes bytes;
    std::array<std::uint8_t, chunk_bytes> chunk;
    std::size_t entry_bytes = 0;
    while (true) {
        const la_ssize_t got = archive_read_data(reader, chunk.data(), chunk.size());
        if (got == 0) return bytes;
        if (got < 0) return fail(ErrorCode::Corrupt, "zip entry: " + why(reader));
        const auto count = static_cast<std::size_t>(got);
        entry_bytes += count;
        DK_DO(budget.take(entry_bytes, count));
        if (keep) bytes.insert(bytes.end(), chunk.begin(), chunk.begin() + got);
    }
}

bool is_text_part(std::string_view name) {
    return name == "mimetype" || name.ends_with(".xml") || name.ends_with(".rels")
           || name.ends_with(".rdf");
}

bool is_picture_part(std::string_view name) {
    std::string small(name);
    for (char& c : small)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return small.ends_with(".png") || small.ends_with(".jpg") || small.ends_with(".jpeg");
}

} // namespace

Result<Package> Package::open(ByteView zip) {
    if (zip.empty()) return fail(ErrorCode::Corrupt, "an empty file is no zip package");
    DK_TRY(const ArchivePointer reader, open_zip(zip));
    Package package;
    Budget budget{.packed_bytes = zip.size()};
    std::size_t picture_bytes = pictures_bytes_max; // what is left of it
    archive_entry* entry = nullptr;
    while (true) {
        const int status = archive_read_next_header(reader.get(), &entry);
        if (status == ARCHIVE_EOF) break;
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN) {
            return fail(ErrorCode::Corrupt, "zip directory: " + why(reader.get()));
        }
        if (package.names_.size() == zip_entries_max) {
            return fail(ErrorCode::TooLarge, "zip entries");
        }
        const char* path = archive_entry_pathname(entry);
        const std::string name = path == nullptr ? "" : path;
        package.names_.push_back(name);
        if (archive_entry_is_encrypted(entry) != 0) {
            return fail(ErrorCode::Forbidden, "zip entry is encrypted");
        }
        const bool is_text = is_text_part(name);
        const bool is_picture = is_picture_part(name);
        DK_TRY(Bytes bytes, read_entry(reader.get(), budget, is_text || is_picture));
        if (is_text) package.parts_.push_back({name, std::move(bytes)});
        if (is_picture && bytes.size() <= std::min(picture_bytes_max, picture_bytes)) {
            picture_bytes -= bytes.size();
            package.pictures_.push_back({name, std::move(bytes)});
        }
    }
    if (package.names_.empty()) return fail(ErrorCode::Corrupt, "zip package without entries");
    return package;
}

std::optional<ByteView> Package::find(std::string_view name) const {
    const auto place = std::ranges::find(parts_, name, &Part::name);
    if (place == parts_.end()) return std::nullopt;
    return ByteView(place->bytes);
}

std::optional<ByteView> Package::picture(std::string_view name) const {
    const auto place = std::ranges::find(pictures_, name, &Part::name);
    if (place == pictures_.end()) return std::nullopt;
    return ByteView(place->bytes);
}

namespace {

struct CloseWriter {
    void operator()(archive* writer) const { archive_write_free(writer); }
};

Done write_part(archive* writer, const Part& part) {
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(
        archive_entry_new(), &archive_entry_free
    );
    if (entry == nullptr) return fail(ErrorCode::Unavailable, "no memory for a zip entry");
    archive_entry_set_pathname(entry.get(), part.name.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(part.bytes.size()));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    const bool is_written = archive_write_header(writer, entry.get()) == ARCHIVE_OK
                            && archive_write_data(writer, part.bytes.data(), part.bytes.size())
                                   == static_cast<la_ssize_t>(part.bytes.size());
    if (!is_written) return fail(ErrorCode::Unavailable, "zip entry: " + why(writer));
    return {};
}

} // namespace

Result<Bytes> pack(const std::vector<Part>& parts) {
    // Incompressible parts grow a little; names are short.
    std::size_t bytes_max = std::size_t{64} << 10U;
    for (const Part& part : parts) {
        bytes_max += part.bytes.size() + part.bytes.size() / 100 + 2 * part.name.size() + 512;
    }
    Bytes zip(bytes_max);
    std::size_t used = 0;
    const std::unique_ptr<archive, CloseWriter> writer(archive_write_new());
    if (writer == nullptr || archive_write_set_format_zip(writer.get()) != ARCHIVE_OK
        || archive_write_open_memory(writer.get(), zip.data(), zip.size(), &used) != ARCHIVE_OK) {
        return fail(ErrorCode::Unavailable, "no memory for a zip writer");
    }
    for (const Part& part : parts)
        DK_DO(write_part(writer.get(), part));
    if (archive_write_close(writer.get()) != ARCHIVE_OK) {
        return fail(ErrorCode::Unavailable, "zip: " + why(writer.get()));
    }
    zip.resize(used);
    return zip;
}

} // namespace denkraum::intake
