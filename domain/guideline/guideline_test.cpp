// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <array>

#include "base/prose/atoms.hpp"
#include "domain/guideline/guideline.hpp"
#include "domain/guideline/limits.hpp"

namespace denkraum::guideline {
namespace {

using network::Role;

network::Viewer viewer(std::uint8_t member, std::uint8_t house, Role role) {
    network::Viewer made;
    network::MemberId::Raw raw{};
    raw[0] = member;
    made.member = network::MemberId(raw);
    raw[0] = house;
    made.authority = made.house = network::AuthorityId(raw);
    made.role = role;
    made.takes_part = true;
    return made;
}

ReleaseRequest request_by(const network::Viewer& viewer) {
    return {.requester = viewer.member, .requester_authority = viewer.house};
}

constexpr std::array all_roles{
    Role::Coordination, Role::Delegate, Role::Deputy, Role::Expert, Role::Guest
};

TEST(TwoPersons, nobody_releases_what_they_asked_for_themselves) {
    for (const Role role : all_roles) {
        const auto person = viewer(1, 1, role);
        EXPECT_FALSE(may_release(request_by(person), person));
    }
}

TEST(TwoPersons, a_change_of_house_or_role_does_not_make_another_person) {
    const auto request = request_by(viewer(1, 1, Role::Expert));
    EXPECT_FALSE(may_release(request, viewer(1, 2, Role::Coordination)));
}

TEST(TwoPersons, a_colleague_releases_only_for_the_coordination_and_guests_never) {
    for (const Role asker : all_roles) {
        const auto request = request_by(viewer(1, 1, asker));
        for (const Role role : all_roles) {
            const bool writes = role != Role::Guest;
            EXPECT_EQ(may_release(request, viewer(2, 1, role)), role == Role::Coordination)
                << int(asker) << int(role);
            EXPECT_EQ(may_release(request, viewer(2, 2, role)), writes) << int(asker) << int(role);
        }
    }
}

TEST(TwoPersons, the_other_house_takes_part_in_the_network) {
    const auto request = request_by(viewer(1, 1, Role::Expert));
    for (const Role role : all_roles) {
        auto invited_or_dormant = viewer(2, 2, role);
        invited_or_dormant.takes_part = false;
        EXPECT_EQ(may_release(request, invited_or_dormant), role == Role::Coordination)
            << int(role);
    }
}

TEST(TwoPersons, a_unit_is_of_the_same_house_as_its_authority) {
    auto in_unit = viewer(2, 2, Role::Expert);
    in_unit.house = viewer(1, 1, Role::Expert).house;
    EXPECT_FALSE(may_release(request_by(viewer(1, 1, Role::Expert)), in_unit));
    EXPECT_FALSE(may_release(request_by(in_unit), viewer(1, 1, Role::Expert)));
    EXPECT_TRUE(may_release(request_by(in_unit), viewer(3, 3, Role::Expert)));
}

TEST(TwoPersons, a_request_is_decided_once) {
    const auto asker = viewer(1, 1, Role::Expert);
    const auto other = viewer(2, 2, Role::Expert);
    const auto published = publish(request_by(asker), other, Instant{5});
    ASSERT_TRUE(published);
    EXPECT_EQ(published->state, RequestState::Published);
    EXPECT_EQ(published->decided_at, Instant{5});
    EXPECT_EQ(publish(*published, other, Instant{6}).error().code, ErrorCode::Conflict);
    EXPECT_EQ(decline(*published, other, "nein", Instant{6}).error().code, ErrorCode::Conflict);
    EXPECT_EQ(withdraw(*published, asker, Instant{6}).error().code, ErrorCode::Conflict);
}

TEST(TwoPersons, a_refusal_has_a_reason_and_comes_from_who_could_release) {
    const auto asker = viewer(1, 1, Role::Expert);
    const auto other = viewer(2, 2, Role::Expert);
    EXPECT_EQ(decline(request_by(asker), other, "  ", Instant{5}).error().field, "reason");
    const std::string endless(reason_characters_max + 1, 'x');
    EXPECT_EQ(decline(request_by(asker), other, endless, Instant{5}).error().field, "reason");
    EXPECT_EQ(
        decline(request_by(asker), asker, "doch nicht", Instant{5}).error().code,
        ErrorCode::Forbidden
    );
    EXPECT_EQ(decline(request_by(asker), other, " zu früh ", Instant{5})->reason, "zu früh");
    std::string umlauts;
    for (std::size_t character = 0; character < reason_characters_max; ++character)
        umlauts += "ü";
    EXPECT_TRUE(decline(request_by(asker), other, umlauts, Instant{5})) << "characters, not bytes";
}

TEST(TwoPersons, only_the_house_that_asked_withdraws) {
    const auto request = request_by(viewer(1, 1, Role::Expert));
    EXPECT_TRUE(withdraw(request, viewer(1, 1, Role::Expert), {}));
    EXPECT_TRUE(withdraw(request, viewer(3, 1, Role::Delegate), {}));
    EXPECT_FALSE(withdraw(request, viewer(3, 1, Role::Guest), {}));
    EXPECT_FALSE(withdraw(request, viewer(2, 2, Role::Coordination), {}));
}

TEST(Key, is_a_word_for_addresses) {
    for (const auto* good : {"ki", "ki-einsatz", "ki-2", " ki "})
        EXPECT_TRUE(valid_key(good)) << good;
    for (const auto* bad : {"", "KI", "ki einsatz", "-ki", "ki-", "ki--x", "neu", "kü", "a/b"})
        EXPECT_EQ(valid_key(bad).error().field, "key") << bad;
    EXPECT_FALSE(valid_key(std::string(key_bytes_max + 1, 'a')));
}

TEST(Key, is_made_from_a_title) {
    EXPECT_EQ(suggested_key("Leitlinie KI-Einsatz (Muster)"), "leitlinie-ki-einsatz-muster");
    EXPECT_EQ(suggested_key("  Größe & Würde "), "groesse-wuerde");
    EXPECT_EQ(suggested_key("§"), "");
    EXPECT_TRUE(valid_key(suggested_key(std::string(59, 'a') + "ß" + "bc")));
}

TEST(Findings, tell_what_should_be_known_before_publishing) {
    prose::Prose prose{
        {prose::block_of(prose::Kind::Heading, "A"),
         prose::block_of(prose::Kind::Paragraph, " "),
         prose::block_of(prose::Kind::Heading, ""),
         prose::block_of(prose::Kind::Paragraph, "x")}
    };
    prose.blocks[2].level = 3;
    const Findings findings = findings_of(prose, {});
    EXPECT_EQ(findings.empty_numbers, std::vector<std::string>{"1.1"});
    EXPECT_EQ(findings.headings_without_words, 1);
    EXPECT_EQ(findings.skipped_levels, 1);
    EXPECT_TRUE(findings.may_publish());
    EXPECT_FALSE(findings_of({}, {}).may_publish());
    prose::Prose with_image = prose;
    prose::Image image{
        .hash = std::string(64, 'a'),
        .type = "image/png",
        .width = 2,
        .height = 1,
        .alternative = "Bild ohne Beschreibung aus x.docx, bitte beschreiben",
        .is_undescribed = true
    };
    with_image.blocks.back().content.push_back(prose::inline_of(image));
    const Findings undescribed = findings_of(with_image, {});
    EXPECT_EQ(undescribed.undescribed_numbers.size(), 1U);
    EXPECT_FALSE(undescribed.may_publish());
    image.is_undescribed = false;
    with_image.blocks.back().content.back() = prose::inline_of(image);
    EXPECT_TRUE(findings_of(with_image, {}).may_publish()) << "somebody has described it";
    EXPECT_FALSE(findings_of(prose, hash_of(prose)).may_publish());
}

TEST(Publishable, a_foreign_uid_becomes_a_lasting_one) {
    prose::Prose prose{{prose::block_of(prose::Kind::Paragraph, "x")}};
    prose.blocks[0].uid = "../../x";
    document::DocumentId::Raw raw{};
    const document::DocumentId one(raw);
    raw[0] = 1;
    const document::DocumentId other(raw);
    const std::string uid = publishable(prose, one).blocks[0].uid;
    EXPECT_TRUE(ParagraphId::from_text(uid));
    EXPECT_EQ(publishable(prose, one).blocks[0].uid, uid);
    EXPECT_NE(publishable(prose, other).blocks[0].uid, uid);
    EXPECT_EQ(publishable(publishable(prose, one), other).blocks[0].uid, uid);
}

} // namespace
} // namespace denkraum::guideline
