// SPDX-License-Identifier: EUPL-1.2
#include "engine/intake/odt/changes.hpp"

#include <map>
#include <set>
#include <vector>

#include "engine/intake/limits.hpp"

namespace denkraum::intake {
namespace {

/// A tag or the text up to the next one.
struct Piece {
    std::string_view text;

    [[nodiscard]] bool is_tag() const { return text.starts_with('<'); }
    [[nodiscard]] bool closes() const { return text.starts_with("</"); }
    [[nodiscard]] bool is_whole() const { return text.ends_with("/>"); }
    [[nodiscard]] bool opens() const {
        return is_tag() && !closes() && !is_whole() && text[1] != '?' && text[1] != '!';
    }
    [[nodiscard]] std::string_view name() const {
        const std::size_t begin = closes() ? 2 : 1;
        return text.substr(begin, text.find_first_of(" \t\r\n/>", begin) - begin);
    }
    /// The value of an attribute, as it stands there.
    [[nodiscard]] std::string_view attribute(std::string_view name) const {
        const std::string head = std::string(name) + "=\"";
        const std::size_t at = text.find(head);
        if (at == text.npos) return {};
        const std::size_t begin = at + head.size();
        return text.substr(begin, text.find('"', begin) - begin);
    }
};

/// Well-formed: an attribute holds '>' as an entity, so a tag ends at the first one.
std::vector<Piece> pieces_of(std::string_view xml) {
    std::vector<Piece> pieces;
    while (!xml.empty()) {
        const char end = xml.front() == '<' ? '>' : '<';
        std::size_t bytes = xml.find(end, 1);
        if (bytes == xml.npos) bytes = xml.size();
        if (end == '>' && bytes < xml.size()) ++bytes;
        pieces.push_back({xml.substr(0, bytes)});
        xml.remove_prefix(bytes);
    }
    return pieces;
}

bool is_paragraph(std::string_view name) {
    return name == "text:p" || name == "text:h";
}

class Rejecting {
public:
    explicit Rejecting(std::string_view xml) : pieces_(pieces_of(xml)) { read_regions(); }

    std::string run() {
        for (const Piece& piece : pieces_) {
            if (is_full()) break;
            take(piece);
        }
        return std::move(out_);
    }

private:
    /// One deletion may be brought back at any number of places.
    [[nodiscard]] bool is_full() const { return out_.size() > xml_bytes_max; }

    void read_regions() {
        std::string id;
        bool is_deletion = false;
        bool is_said = false; ///< who changed it and when
        std::vector<Piece> held;
        for (const Piece& piece : pieces_) {
            if (!piece.is_tag()) {
                if (is_deletion && !is_said) held.push_back(piece);
                continue;
            }
            const std::string_view name = piece.name();
            if (name == "text:changed-region" && piece.opens()) {
                id = piece.attribute("text:id");
                if (id.empty()) id = piece.attribute("xml:id");
            } else if (name == "text:insertion" && !piece.closes()) {
                inserted_.insert(id);
            } else if (name == "text:deletion") {
                is_deletion = piece.opens();
                if (piece.closes()) deleted_[id] = std::move(held);
                held.clear();
            } else if (name == "office:change-info") {
                is_said = piece.opens();
            } else if (is_deletion && !is_said) {
                held.push_back(piece);
            }
        }
    }

    void take(const Piece& piece) {
        const std::string_view name = piece.is_tag() ? piece.name() : std::string_view();
        if (name == "text:tracked-changes") is_in_list_ = piece.opens();
        if (is_in_list_) {
            out_ += piece.text;
            return;
        }
        const std::string id(piece.is_tag() ? piece.attribute("text:change-id") : "");
        if (name == "text:change-start" && inserted_.contains(id)) {
            dropping_.insert(id);
        } else if (name == "text:change-end" && dropping_.erase(id) > 0) {
            if (dropping_.empty()) flush();
        } else if (name == "text:change") {
            if (const auto held = deleted_.find(id); held != deleted_.end())
                bring_back(held->second);
        } else if (!dropping_.empty()) {
            if (piece.is_tag()) drop(piece);
        } else {
            emit(piece);
        }
    }

    void emit(const Piece& piece) {
        if (piece.opens()) open_.push_back(piece);
        if (piece.closes() && !open_.empty()) open_.pop_back();
        out_ += piece.text;
    }

    /// Of the tags within an insertion only those count that reach out of it.
    void drop(const Piece& piece) {
        if (piece.opens()) {
            opened_.push_back(piece);
        } else if (piece.closes()) {
            if (opened_.empty()) {
                closed_.push_back(piece);
            } else {
                opened_.pop_back();
            }
        }
    }

    /// Where what it closed is opened again in the same order, both go.
    void flush() {
        const auto names_match = [&] {
            if (closed_.size() != opened_.size()) return false;
            for (std::size_t i = 0; i < closed_.size(); ++i)
                if (closed_[i].name() != opened_[opened_.size() - 1 - i].name()) return false;
            return true;
        };
        if (!names_match()) {
            for (const Piece& piece : closed_)
                emit(piece);
            for (const Piece& piece : opened_)
                emit(piece);
        }
        closed_.clear();
        opened_.clear();
    }

    /// The first paragraph goes on in the one that is open, the last one is gone on in; between
    /// them what is open is closed and opened again.
    void bring_back(const std::vector<Piece>& held) {
        if (!dropping_.empty()) return;
        std::size_t paragraphs = 0;
        int depth = 0;
        for (const Piece& piece : held) {
            if (is_full()) return;
            const bool is_outer = piece.is_tag() && is_paragraph(piece.name());
            if (is_outer && piece.opens() && depth++ == 0) {
                if (paragraphs++ > 0) part_paragraph(piece);
                continue;
            }
            if (is_outer && piece.closes() && --depth == 0) continue;
            if (depth > 0) out_ += piece.text;
        }
    }

    void part_paragraph(const Piece& next) {
        std::size_t from = open_.size();
        while (from > 0 && !is_paragraph(open_[from - 1].name()))
            --from;
        if (from == 0) return;
        for (std::size_t i = open_.size(); i-- > from - 1;)
            out_ += "</" + std::string(open_[i].name()) + ">";
        open_[from - 1] = {
            next.name() == open_[from - 1].name() ? next.text : open_[from - 1].text
        };
        for (std::size_t i = from - 1; i < open_.size(); ++i)
            out_ += open_[i].text;
    }

    std::vector<Piece> pieces_;
    std::set<std::string> inserted_;
    std::map<std::string, std::vector<Piece>> deleted_;
    std::set<std::string> dropping_; ///< insertions that are open
    std::vector<Piece> closed_;      ///< within them, of what began before
    std::vector<Piece> opened_;      ///< and what goes on behind them
    std::vector<Piece> open_;
    bool is_in_list_ = false;
    std::string out_;
};

} // namespace

std::string with_changes_rejected(std::string_view content_xml) {
    return Rejecting(content_xml).run();
}

Result<Bytes> odt_rejected(const Package& package) {
    std::vector<Part> parts = package.parts();
    for (Part& part : parts) {
        if (part.name != "content.xml") continue;
        const std::string rejected = with_changes_rejected(as_text(part.bytes));
        if (rejected.size() > xml_bytes_max) return fail(ErrorCode::TooLarge, "changes");
        part.bytes.assign(rejected.begin(), rejected.end());
        return pack(parts);
    }
    return fail(ErrorCode::Corrupt, "no content.xml");
}

} // namespace denkraum::intake
