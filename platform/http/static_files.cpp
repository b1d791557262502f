// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/static_files.hpp"

#include <fstream>
#include <utility>

#include "platform/http/limits.hpp"

namespace denkraum::http {
namespace {

namespace fs = std::filesystem;

Result<Bytes> read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    Bytes bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file.is_open() || file.bad()) {
        return fail(ErrorCode::Unavailable, "cannot read " + path.string());
    }
    return bytes;
}

bool is_hidden(const fs::path& relative) {
    for (const fs::path& part : relative) {
        if (part.string().starts_with('.')) return true;
    }
    return false;
}

/// Fonts and pictures are packed already; trying again only makes the start slow.
Content::Compress compression_of(std::string_view type) {
    const bool is_text = type.starts_with("text/") || type.starts_with("application/json")
                         || type.ends_with("xml") || type.ends_with("+json")
                         || type == "application/wasm" || type == "font/ttf";
    return is_text ? Content::Compress::Gzip : Content::Compress::No;
}

std::shared_ptr<const Content>
content_of(const Bytes& bytes, std::string_view name, std::string_view cache_control) {
    const std::string_view type = content_type_of(name);
    return Content::make(
        {.body = bytes,
         .type = std::string(type),
         .cache_control = std::string(cache_control),
         .compress = compression_of(type)}
    );
}

} // namespace

Result<StaticFiles> StaticFiles::load(const fs::path& folder, std::string prefix) {
    std::error_code error;
    fs::recursive_directory_iterator entries(folder, error);
    if (error) return fail(ErrorCode::NotFound, "no folder " + folder.string());
    Files loaded;
    std::size_t total = 0;
    for (; entries != fs::recursive_directory_iterator(); entries.increment(error)) {
        if (!entries->is_regular_file(error)) continue;
        const fs::path relative = entries->path().lexically_relative(folder);
        if (is_hidden(relative)) continue;
        const auto size = static_cast<std::size_t>(entries->file_size(error));
        total += size;
        if (size > static_file_bytes_max || total > static_bytes_max) {
            return fail(ErrorCode::TooLarge, "too much to serve from memory: " + relative.string());
        }
        DK_TRY(const Bytes bytes, read_file(entries->path()));
        const std::string name = relative.generic_string();
        File file;
        file.cached_for_ever = content_of(bytes, name, "public, max-age=31536000, immutable");
        file.asked_each_time = content_of(bytes, name, "no-cache");
        const std::string& etag = file.asked_each_time->etag();
        file.version = etag.substr(1, etag.size() - 2);
        loaded.emplace(name, std::move(file));
    }
    if (error) return fail(ErrorCode::Unavailable, "cannot list " + folder.string());
    StaticFiles files;
    files.prefix_ = std::move(prefix);
    files.files_ = std::make_shared<const Files>(std::move(loaded));
    return files;
}

std::string StaticFiles::address(std::string_view name) const {
    std::string address = prefix_ + "/" + std::string(name);
    const auto file = files_->find(name);
    return file == files_->end() ? address : address + "?v=" + file->second.version;
}

Response StaticFiles::answer(std::string_view name, std::string_view version) const {
    const auto file = files_->find(name);
    if (file == files_->end()) return Response::text("Not Found\n", 404);
    return Response::shared(
        version == file->second.version ? file->second.cached_for_ever
                                        : file->second.asked_each_time
    );
}

void StaticFiles::add_to(Router& router) const {
    router.get(
        prefix_ + "/{name...}",
        [files = *this](const Request& request) -> Result<Response> {
            return files.answer(request.parameter("name"), request.query("v").value_or(""));
        },
        {.fast = true}
    );
}

} // namespace denkraum::http
