// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"

/// XML by libxml2: written so that it is well-formed whatever the words are, and checked.
namespace denkraum::exports {

/// One document, element by element. Characters that XML does not know are left out.
class Xml {
public:
    Xml();
    Xml(Xml&&) noexcept;
    ~Xml();

    /// Attributes come before words and children.
    Xml& open(std::string_view element);
    Xml& attribute(std::string_view name, std::string_view value);
    Xml& text(std::string_view words);
    /// A raw line such as "<!DOCTYPE html>".
    Xml& line(std::string_view raw);
    Xml& close();

    Xml& leaf(std::string_view element, std::string_view words) {
        return open(element).text(words).close();
    }

    /// Requires: every element was closed.
    [[nodiscard]] std::string finish() &&;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// Words as they stand between tags and in attributes.
[[nodiscard]] std::string escaped_xml(std::string_view words);

/// Fails: Invalid with the parser's message. Nothing outside the text is read.
[[nodiscard]] Done check_well_formed(std::string_view xml);

/// Fails: Invalid with the first messages; NotFound when the schema cannot be read.
[[nodiscard]] Done check_against_schema(std::string_view xml, const std::string& schema_file);

} // namespace denkraum::exports
