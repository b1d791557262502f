// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "platform/http/response.hpp"
#include "platform/http/router.hpp"

namespace denkraum::http {

/// A folder of scripts, styles and fonts, loaded into memory once. The disk is not touched when
/// they are served, so a path can not lead out of the folder. Dot files are left out.
///
/// address("app.js") is "/static/app.js?v=3f2a…": with its hash a file may be cached for a year;
/// without it, or with an old one, browsers ask again each time.
class StaticFiles {
public:
    /// Fails: NotFound when the folder is not there; Unavailable when a file cannot be read;
    /// TooLarge beyond static_file_bytes_max or static_bytes_max.
    static Result<StaticFiles> load(const std::filesystem::path& folder, std::string prefix);

    /// The address with its hash; without one for a file that is not there.
    [[nodiscard]] std::string address(std::string_view name) const;

    /// 404 for a name that is not there.
    [[nodiscard]] Response answer(std::string_view name, std::string_view version) const;

    /// Adds `<prefix>/{name...}` as a fast route, which shares the files with this.
    void add_to(Router& router) const;

    [[nodiscard]] std::size_t size() const { return files_->size(); }

private:
    struct File {
        std::string version;
        std::shared_ptr<const Content> cached_for_ever;
        std::shared_ptr<const Content> asked_each_time;
    };
    using Files = std::map<std::string, File, std::less<>>;

    std::string prefix_;
    std::shared_ptr<const Files> files_ = std::make_shared<const Files>();
};

} // namespace denkraum::http
