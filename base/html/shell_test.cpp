// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "base/html/shell.hpp"

namespace denkraum::html {
namespace {

std::string shown(const Surroundings& around, const Page& page) {
    static const i18n::Catalogues all = *i18n::Catalogues::load(DENKRAUM_LOCALES);
    const std::string document = html::document(all.of(i18n::Language::German), around, page);
    const std::size_t begin = document.find("<nav class=\"dk-breadcrumb\"");
    if (begin == std::string::npos) return {};
    return document.substr(begin, document.find("</nav>", begin) - begin);
}

TEST(Shell, a_breadcrumb_begins_at_home_and_ends_at_the_page) {
    const Surroundings around{.home = {"/uebersicht", "Übersicht"}};
    const std::string plain = shown(around, {.title = "Entwürfe"});
    EXPECT_NE(plain.find("href=\"/uebersicht\">Übersicht</a>"), std::string::npos) << plain;
    EXPECT_NE(plain.find("aria-current=\"page\">Entwürfe<"), std::string::npos);
    const Page deep{
        .title = "Titel",
        .breadcrumb = {{"/entwuerfe", "Entwürfe"}, {.label = "Bericht", .is_current = true}}
    };
    const std::string steps = shown(around, deep);
    EXPECT_LT(steps.find("/uebersicht"), steps.find("/entwuerfe"));
    EXPECT_LT(steps.find("/entwuerfe"), steps.find("aria-current=\"page\">Bericht<"));
    EXPECT_EQ(steps.find("Titel"), std::string::npos) << "the trail says it itself";
}

TEST(Shell, simple_and_sign_language_stand_in_the_top_bar_and_in_the_folded_menu) {
    static const i18n::Catalogues all = *i18n::Catalogues::load(DENKRAUM_LOCALES);
    const Surroundings around{.top = {{"/leichte-sprache", "Leichte Sprache"}}};
    const std::string page = html::document(all.of(i18n::Language::German), around, {});
    const std::string link = "href=\"/leichte-sprache\">Leichte Sprache</a>";
    const std::size_t tools = page.find("dk-top__tools");
    const std::size_t menu = page.find("dk-topmenu__content");
    const std::size_t end = page.find("</header>");
    EXPECT_LT(page.find(link, tools), menu);
    EXPECT_LT(page.find(link, menu), end);
}

TEST(Shell, home_has_none) {
    EXPECT_EQ(shown({}, {.title = "Übersicht"}), "");
}

} // namespace
} // namespace denkraum::html
