// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "base/html/html.hpp"

namespace denkraum::html {
namespace {

TEST(Html, words_are_escaped_in_text_and_in_attributes) {
    const Html page = el("p", {attr("title", "a\"b'<c")}, text("<script>&\x01"));
    EXPECT_EQ(page.markup(), "<p title=\"a&quot;b&#39;&lt;c\">&lt;script&gt;&amp;</p>");
}

TEST(Html, bad_utf8_becomes_the_replacement_character) {
    EXPECT_EQ(text("a\xff").markup(), "a\xef\xbf\xbd");
}

TEST(Html, void_elements_have_no_end_tag_and_flags_no_value) {
    const Html field =
        el("input", {attr("type", "checkbox"), flag("checked"), flag("disabled", false)});
    EXPECT_EQ(field.markup(), "<input type=\"checkbox\" checked>");
}

TEST(Html, only_harmless_addresses_become_links) {
    for (const auto* bad :
         {"javascript:alert(1)",
          " JaVaScRiPt:alert(1)",
          "data:text/html,x",
          "//evil.example",
          "java\tscript:x",
          "vbscript:x",
          "\\\\evil.example"}) {
        EXPECT_EQ(safe_address(bad), "#") << bad;
    }
    for (const auto* good :
         {"/leitlinien/ki",
          "#nr-3",
          "?seite=2",
          "https://example.org/a:b",
          "HTTP://example.org",
          "mailto:a@example.org",
          "tel:+4930123456",
          "seite/a:b"}) {
        EXPECT_EQ(safe_address(good), good);
    }
}

TEST(Html, a_data_block_cannot_be_left_by_its_data) {
    EXPECT_EQ(
        data_block(R"({"a":"</script><b>&"})").markup(),
        "<script type=\"application/ld+json\">"
        "{\"a\":\"\\u003c/script\\u003e\\u003cb\\u003e\\u0026\"}</script>"
    );
}

} // namespace
} // namespace denkraum::html
