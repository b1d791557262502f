// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace denkraum::exports {

/// Structure elements as Typst writes them, one dictionary an object:
///
///   element := number SP "0 obj" LF "<<" … "/S /" name … "/K [" kid* "]" … ">>" LF "endobj"
///   kid     := number SP "0 R" / a number or a dictionary, which are marked content
///
/// A view: the bytes must outlive it. Of an object that was written again the last one counts.
class PdfTree {
public:
    explicit PdfTree(std::string_view pdf);

    /// From its number on; empty for one that is not there.
    [[nodiscard]] std::string_view object(int number) const;
    /// Whether its type is this: "Table".
    [[nodiscard]] bool is(int number, std::string_view type) const;
    [[nodiscard]] std::vector<int> kids(int number) const;
    /// The outermost elements of this type below an element, in reading order.
    [[nodiscard]] std::vector<int> below(int number, std::string_view type) const;
    /// The number in "/StructTreeRoot 12 0 R" of the catalogue and the like.
    [[nodiscard]] std::optional<int> named(std::string_view key) const;

private:
    std::string_view pdf_;
    std::map<int, std::string_view> objects_;
};

} // namespace denkraum::exports
