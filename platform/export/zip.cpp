// SPDX-License-Identifier: EUPL-1.2
#include "platform/export/zip.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <memory>

#include "platform/export/limits.hpp"

namespace denkraum::exports {
namespace {

struct FreeReader {
    void operator()(archive* what) const { archive_read_free(what); }
};
/// Numbers of a ZIP are little-endian.
class Fields {
public:
    Fields& two(std::uint32_t number) { return append(number, 2); }
    Fields& four(std::uint32_t number) { return append(number, 4); }
    Fields& text(std::string_view words) {
        bytes_ += words;
        return *this;
    }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }

private:
    Fields& append(std::uint32_t number, int count) {
        for (int i = 0; i < count; ++i)
            bytes_ += static_cast<char>((number >> (8 * i)) & 0xffU);
        return *this;
    }
    std::string bytes_;
};

constexpr std::uint32_t version_needed = 20;
constexpr std::uint32_t names_are_utf8 = 1U << 11U;
constexpr std::uint32_t stored = 0;
constexpr std::uint32_t deflated = 8;

/// Nothing when there is no memory.
std::string deflate_raw(std::string_view bytes) {
    z_stream stream{};
    if (deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
    std::string out(deflateBound(&stream, bytes.size()), '\0');
    // NOLINTNEXTLINE: zlib does not write to its input
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int result = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return result == Z_STREAM_END ? out : std::string();
}

/// Date and time as MS-DOS counted them.
std::uint32_t dos_time(Instant at) {
    const std::string iso = to_iso(at);
    const auto number = [&](std::size_t from, std::size_t count) {
        return static_cast<std::uint32_t>(std::stoul(iso.substr(from, count)));
    };
    constexpr std::uint32_t first_year = 1980;
    const std::uint32_t year = std::max(number(0, 4), first_year) - first_year;
    const std::uint32_t date = (year << 9U) | (number(5, 2) << 5U) | number(8, 2);
    const std::uint32_t time = (number(11, 2) << 11U) | (number(14, 2) << 5U) | (number(17, 2) / 2);
    return (date << 16U) | time;
}

struct Packed {
    std::string head = {}; ///< the fields that the file and the directory have in common
    std::string bytes = {};
};

Packed pack(const Entry& entry, Instant at) {
    Packed packed{.bytes = entry.is_stored ? entry.bytes : deflate_raw(entry.bytes)};
    const auto* data = reinterpret_cast<const Bytef*>(entry.bytes.data());
    const auto sum = crc32_z(0, data, entry.bytes.size());
    Fields head;
    head.two(version_needed).two(names_are_utf8).two(entry.is_stored ? stored : deflated);
    head.four(dos_time(at)).four(static_cast<std::uint32_t>(sum));
    head.four(static_cast<std::uint32_t>(packed.bytes.size()));
    head.four(static_cast<std::uint32_t>(entry.bytes.size()));
    head.two(static_cast<std::uint32_t>(entry.name.size())).two(0);
    packed.head = head.bytes();
    return packed;
}

} // namespace

std::string make_zip(const std::vector<Entry>& entries, Instant at) {
    constexpr std::uint32_t regular_file = 0100644U << 16U;
    constexpr std::uint32_t made_by_unix = (3U << 8U) | version_needed;
    Fields files;
    Fields directory;
    for (const Entry& entry : entries) {
        const Packed packed = pack(entry, at);
        const auto offset = static_cast<std::uint32_t>(files.bytes().size());
        files.four(0x04034b50U).text(packed.head).text(entry.name).text(packed.bytes);
        directory.four(0x02014b50U).two(made_by_unix).text(packed.head);
        directory.two(0).two(0).two(0).four(regular_file).four(offset).text(entry.name);
    }
    const auto begin = static_cast<std::uint32_t>(files.bytes().size());
    const auto size = static_cast<std::uint32_t>(directory.bytes().size());
    const auto count = static_cast<std::uint32_t>(entries.size());
    Fields end;
    end.four(0x06054b50U).two(0).two(0).two(count).two(count).four(size).four(begin).two(0);
    return files.bytes() + directory.bytes() + end.bytes();
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
