// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/akn/meta.hpp"

#include <charconv>
#include <string_view>

namespace denkraum::intake {
namespace {

constexpr std::string_view own_space = "urn:x-denkraum:edition:1";

int number_in(const std::string& digits) {
    int number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

} // namespace

void AknMeta::open(const XmlElement& element) {
    if (element.space() == own_space) return open_own(element);
    // The first one is the work's.
    if (element.name() == "FRBRname" && title_.empty()) title_ = element.attribute("value");
}

void AknMeta::open_own(const XmlElement& element) {
    is_ours_ = true;
    if (element.name() == "paragraph") {
        const std::string href = element.attribute("href");
        last_ = &blocks_[href.starts_with('#') ? href.substr(1) : href];
        last_->kind =
            prose::kind_from_id(element.attribute("kind")).value_or(prose::Kind::Paragraph);
        last_->level = number_in(element.attribute("level"));
        last_->list =
            prose::list_from_id(element.attribute("list")).value_or(prose::ListStyle::None);
        last_->indent = number_in(element.attribute("indent"));
        last_->table.header_row = element.attribute("headerRow") == "true";
        last_->table.header_column = element.attribute("headerColumn") == "true";
    } else if (element.name() == "source" && last_ != nullptr) {
        last_->sources.push_back(
            {.title = element.attribute("title"),
             .link = element.attribute("link"),
             .file_number = element.attribute("fileNumber"),
             .looked_up = element.attribute("lookedUp")}
        );
    } else if (element.name() == "image") {
        images_[element.attribute("href")] = {
            .hash = element.attribute("hash"),
            .type = element.attribute("type"),
            .width = number_in(element.attribute("width")),
            .height = number_in(element.attribute("height"))
        };
    }
}

const prose::Block* AknMeta::block_of(const std::string& eid) const {
    const auto found = blocks_.find(eid);
    return found == blocks_.end() ? nullptr : &found->second;
}

const prose::Image* AknMeta::image_of(const std::string& address) const {
    const auto found = images_.find(address);
    return found == images_.end() ? nullptr : &found->second;
}

} // namespace denkraum::intake
