// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>

#include "base/prose/atoms.hpp"
#include "base/prose/prose.hpp"
#include "engine/intake/file/xml.hpp"

namespace denkraum::intake {

/// What the <meta> of an Akoma Ntoso text says of itself and of each paragraph.
class AknMeta {
public:
    void open(const XmlElement& element);

    /// The block as <proprietary> describes it, without words; nothing in other people's texts.
    [[nodiscard]] const prose::Block* block_of(const std::string& eid) const;
    /// The image of this address as our own text describes it.
    [[nodiscard]] const prose::Image* image_of(const std::string& address) const;
    [[nodiscard]] bool is_ours() const { return is_ours_; }
    [[nodiscard]] const std::string& title() const { return title_; }

private:
    void open_own(const XmlElement& element);

    std::map<std::string, prose::Block> blocks_;
    std::map<std::string, prose::Image> images_;
    prose::Block* last_ = nullptr;
    std::string title_;
    bool is_ours_ = false;
};

} // namespace denkraum::intake
