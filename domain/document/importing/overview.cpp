// SPDX-License-Identifier: EUPL-1.2
#include "domain/document/importing/overview.hpp"

#include "domain/document/importing/words.hpp"

namespace denkraum::document::importing {
namespace {

std::string sentence_for(const i18n::Words& say, const Job& job) {
    if (!job.is_over()) return say("Ihre Übernahme von „{}“ läuft noch.", job.file_name);
    if (job.stage == Stage::Ready) return say("Ihre Übernahme von „{}“ ist fertig.", job.file_name);
    return say("Ihre Übernahme von „{}“ ist nicht gelungen.", job.file_name);
}

} // namespace

std::vector<network::OverviewRow> underway_rows(Jobs& jobs, const network::Visit& visit) {
    std::vector<network::OverviewRow> rows;
    for (const Job& job : jobs.of(visit.member().member)) {
        network::OverviewRow row;
        row.what = html::text(sentence_for(visit.say, job));
        if (!job.is_over()) row.detail = words_for(visit.say, job.stage);
        row.step = {"/entwuerfe/importieren/" + job.id.text(), visit.say("Ansehen")};
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace denkraum::document::importing
