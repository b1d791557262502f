// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/guideline/export/exports.hpp"
#include "platform/sql/sql.hpp"

namespace denkraum::guideline::redaction {

/// The files of one edition, made anew.
struct Anew {
    GuidelineId guideline = {};
    int number = 0;
    secret::Digest words = {}; ///< words_behind() it when they were read
    MadeFiles files = {};
    std::string base_url = {}; ///< in front of the addresses printed in them
};

/// Everything that takes long, made before the transaction.
struct Prepared {
    std::vector<std::string> uids = {};
    std::string notice = {};
    std::vector<Anew> editions = {};
    std::set<std::string> images = {}; ///< that the paragraphs show in any edition, by hash
};

/// Makes all files of every edition that has one of these paragraphs, with `notice` in the place of
/// their words, and the table of changes of the edition after it. What the machine's tools cannot
/// make is named as missing. Blocks while the children work: seconds for each edition. Changes
/// nothing.
[[nodiscard]] Result<Prepared> prepare(
    sql::Database& main,
    const std::vector<std::string>& uids,
    std::string_view notice,
    const ExportTools& tools
);

/// Puts the notice in the place of these paragraphs' words in every edition and in drafts that wait
/// or waited for their release, and the new files in the place of the old ones. A file that could
/// not be made anew is taken away and named as missing. The bundle is made here, since it holds an
/// extract of the trail. Bytes that nobody names any more go. `images` keeps those that no edition
/// and no such draft shows any more; what no edition shows is for members only. Nothing happens
/// when they were never published or frozen. Fails: Conflict, field "editions", when an edition was
/// published or words went since prepare(), which has to be asked again.
[[nodiscard]] Done
take_away(sql::Transaction& main, const Prepared& prepared, std::set<std::string>& images);

} // namespace denkraum::guideline::redaction
