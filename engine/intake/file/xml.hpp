// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "engine/intake/limits.hpp"

/// A walk through an XML text from beginning to end. No network, no entities, no document type:
/// office packages have none, so one that has is refused before anybody expands it.
namespace denkraum::intake {

/// The element a callback is called for; valid during the call only.
class XmlElement {
public:
    explicit XmlElement(void* reader);

    [[nodiscard]] std::string_view name() const { return name_; } ///< without prefix
    [[nodiscard]] std::string_view space() const { return space_; }
    /// WordprocessingML, in its transitional or strict name space.
    [[nodiscard]] bool is_word() const;
    /// The value of the first attribute of that local name, or nothing; of a longer one its
    /// beginning.
    [[nodiscard]] std::string
    attribute(std::string_view name, std::size_t bytes_max = attribute_bytes_max) const;
    /// The same, of an identifier or a name.
    [[nodiscard]] std::string short_attribute(std::string_view name) const {
        return attribute(name, name_bytes_max);
    }

private:
    void* reader_;
    std::string_view name_;
    std::string_view space_;
};

struct XmlVisitor {
    std::function<void(const XmlElement&)> open;
    std::function<void(const XmlElement&)> close; ///< also called for empty elements
    std::function<void(std::string_view)> text;
    /// Set from another thread to give up.
    const std::atomic<bool>* cancelled = nullptr;
};

/// True when the bytes name a document type or an entity, in UTF-8 or UTF-16.
[[nodiscard]] bool has_doctype(ByteView xml);

/// Fails: Corrupt when it is not well-formed or has a document type; TooLarge when it is longer
/// than `xml_bytes_max`, nested deeper than `xml_depth_max` or has more than `xml_nodes_max` nodes;
/// Conflict when it was cancelled.
[[nodiscard]] Done walk_xml(ByteView xml, const XmlVisitor& visitor);

} // namespace denkraum::intake
