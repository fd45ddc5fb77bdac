#include "core/listing/objectquery.h"

#include "core/text/ascii.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QString>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace inia {

namespace {

constexpr std::size_t mostAlternatives = 256;
constexpr int namesInAWindow = 100'000;
/// Steps of an expression at one name: a few milliseconds.
const QString stepLimit = QStringLiteral("(*LIMIT_MATCH=200000)");

Error badPattern(const std::string& why, std::size_t place)
{
    return makeError(ErrorKind::Parameter, "BadPattern",
                     why + ", at character " + std::to_string(place + 1) + ".");
}

/// The same text for all that differ in case alone.
std::string_view foldedText(std::string_view text, std::string& buffer)
{
    buffer.resize(text.size());
    unsigned char all = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        all |= static_cast<unsigned char>(text[i]);
        buffer[i] = ascii::toLower(text[i]);
    }
    if (all >= 0x80)
        buffer =
            QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toCaseFolded().toStdString();
    return buffer;
}

std::string_view lastPart(std::string_view key)
{
    const auto slash = key.size() < 2 ? std::string_view::npos : key.rfind('/', key.size() - 2);
    return slash == std::string_view::npos ? key : key.substr(slash + 1);
}

/// The next character of UTF-8; bytes that are none count as themselves.
char32_t nextCharacter(std::string_view text, std::size_t& at)
{
    const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(at++);
    const std::size_t more = lead < 0xC0 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    char32_t character = more == 0 ? lead : lead & (0x3FU >> more);
    for (std::size_t i = 0; i < more && at < text.size() && (byte(at) & 0xC0U) == 0x80U; ++i)
        character = character << 6 | (byte(at++) & 0x3FU);
    return character;
}

// ---- globs ------------------------------------------------------------------------------------------------

struct GlobPiece {
    enum class Kind { Text, One, Set, Star, DoubleStar };
    Kind kind = Kind::Text;
    std::string text;
    std::vector<std::pair<char32_t, char32_t>> set;
    bool isNegated = false;
};
using Glob = std::vector<GlobPiece>;

/// "{a,b}c" as "ac" and "bc"; and "/**/" as itself and "/", so that it stands for no folder as well.
Result<std::vector<std::string>> alternativesOf(const std::string& pattern, std::size_t from)
{
    const auto spread = [](const std::string& before, const std::vector<std::string>& choices,
                           const std::string& after, std::size_t next) -> Result<std::vector<std::string>> {
        std::vector<std::string> all;
        for (const std::string& choice : choices) {
            auto rest =
                alternativesOf(before + choice + after, before.size() + (next == 0 ? choice.size() : 0));
            if (!rest)
                return rest.error();
            all.insert(all.end(), rest->begin(), rest->end());
        }
        if (all.size() > mostAlternatives)
            return badPattern("There are more than " + std::to_string(mostAlternatives) + " alternatives", 0);
        return all;
    };
    for (std::size_t at = from; at < pattern.size(); ++at) {
        if (pattern[at] == '\\') {
            ++at;
            continue;
        }
        if (pattern.compare(at, 4, "/**/") == 0)
            return spread(pattern.substr(0, at), {"/", "/**/"}, pattern.substr(at + 4), 0);
        if (at == 0 && pattern.compare(0, 3, "**/") == 0)
            return spread({}, {"", "**/"}, pattern.substr(3), 0);
        if (pattern[at] != '{')
            continue;
        std::vector<std::string> choices(1);
        int level = 0;
        std::size_t end = at + 1;
        for (; end < pattern.size() && (pattern[end] != '}' || level > 0); ++end) {
            if (pattern[end] == ',' && level == 0) {
                choices.emplace_back();
                continue;
            }
            level += pattern[end] == '{' ? 1 : pattern[end] == '}' ? -1 : 0;
            choices.back() += pattern[end];
            if (pattern[end] == '\\' && end + 1 < pattern.size())
                choices.back() += pattern[++end];
        }
        if (end == pattern.size())
            return badPattern("The { is never closed", at);
        return spread(pattern.substr(0, at), choices, pattern.substr(end + 1), 1);
    }
    return std::vector<std::string>{pattern};
}

Result<GlobPiece> setOf(const std::string& pattern, std::size_t& at)
{
    const std::size_t begin = at++;
    GlobPiece piece{GlobPiece::Kind::Set, {}, {}, false};
    piece.isNegated = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
    at += piece.isNegated ? 1 : 0;
    for (bool isFirst = true; at < pattern.size() && (isFirst || pattern[at] != ']'); isFirst = false) {
        if (pattern[at] == '\\' && at + 1 < pattern.size())
            ++at;
        const char32_t low = nextCharacter(pattern, at);
        char32_t high = low;
        if (at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']')
            high = nextCharacter(pattern, ++at);
        if (high < low)
            return badPattern("The range in the brackets goes backwards", begin);
        piece.set.emplace_back(low, high);
    }
    if (at >= pattern.size())
        return badPattern("The [ is never closed", begin);
    ++at;
    return piece;
}

Result<Glob> globOf(const std::string& pattern)
{
    Glob glob;
    const auto text = [&glob]() -> std::string& {
        if (glob.empty() || glob.back().kind != GlobPiece::Kind::Text)
            glob.push_back({});
        return glob.back().text;
    };
    for (std::size_t at = 0; at < pattern.size();) {
        const char c = pattern[at];
        if (c == '*') {
            const std::size_t end = std::min(pattern.find_first_not_of('*', at), pattern.size());
            glob.push_back(
                {end - at > 1 ? GlobPiece::Kind::DoubleStar : GlobPiece::Kind::Star, {}, {}, false});
            at = end;
        } else if (c == '?') {
            glob.push_back({GlobPiece::Kind::One, {}, {}, false});
            ++at;
        } else if (c == '[') {
            auto set = setOf(pattern, at);
            if (!set)
                return set.error();
            glob.push_back(std::move(*set));
        } else {
            at += c == '\\' && at + 1 < pattern.size() ? 1 : 0;
            text() += pattern[at++];
        }
    }
    return glob;
}

bool takesPiece(const GlobPiece& piece, std::string_view text, std::size_t& at)
{
    if (piece.kind == GlobPiece::Kind::Text) {
        if (text.compare(at, piece.text.size(), piece.text) != 0)
            return false;
        at += piece.text.size();
        return true;
    }
    if (at >= text.size() || text[at] == '/')
        return false;
    const char32_t character = nextCharacter(text, at);
    const bool isInSet = std::any_of(piece.set.begin(), piece.set.end(), [character](const auto& range) {
        return character >= range.first && character <= range.second;
    });
    return piece.kind == GlobPiece::Kind::One || isInSet != piece.isNegated;
}

/// Where what follows a star may begin, from `at` on: a text is looked for.
std::size_t nextTry(const Glob& glob, std::size_t piece, std::string_view text, std::size_t at)
{
    if (at > text.size() || piece == glob.size())
        return std::max(at, text.size()); // a star at the end takes all
    if (glob[piece].kind != GlobPiece::Kind::Text)
        return at;
    return std::min(text.find(glob[piece].text, at), text.size());
}

/// A star that did not do takes one character more: the last one of its kind, since the ones before it have
/// found as much as they need. One that may not pass a "/" gives way to the last that may.
bool globMatches(const Glob& glob, std::string_view text)
{
    constexpr auto none = static_cast<std::size_t>(-1);
    struct Retry {
        std::size_t piece = none;
        std::size_t at = 0;
    };
    Retry star;
    Retry doubleStar;
    std::size_t piece = 0;
    std::size_t at = 0;
    while (true) {
        if (piece < glob.size() && glob[piece].kind == GlobPiece::Kind::DoubleStar) {
            doubleStar = {++piece, at};
            star = {};
            continue;
        }
        if (piece < glob.size() && glob[piece].kind == GlobPiece::Kind::Star) {
            star = {++piece, at};
            continue;
        }
        if (piece == glob.size() && at == text.size())
            return true;
        if (piece < glob.size() && takesPiece(glob[piece], text, at)) {
            ++piece;
            continue;
        }
        const std::size_t next =
            star.piece == none ? text.size() + 1 : nextTry(glob, star.piece, text, star.at + 1);
        if (next <= text.size() && text.substr(star.at, next - star.at).find('/') == std::string_view::npos) {
            at = star.at = next;
            piece = star.piece;
        } else if (doubleStar.piece != none && doubleStar.at < text.size()) {
            at = doubleStar.at = nextTry(glob, doubleStar.piece, text, doubleStar.at + 1);
            piece = doubleStar.piece;
            star = {};
        } else {
            return false;
        }
    }
}

// ---- what keys begin with ---------------------------------------------------------------------------------

std::string headOf(const Glob& glob)
{
    return glob.empty() || glob.front().kind != GlobPiece::Kind::Text ? std::string() : glob.front().text;
}

/// The plain text behind the "^" of an expression, as far as it has to be there.
std::string headOf(const std::string& expression)
{
    constexpr std::string_view special = "\\^$.|?*+()[]{}";
    if (!expression.starts_with('^') || expression.find('|') != std::string::npos)
        return {};
    std::string head;
    for (std::size_t at = 1; at < expression.size(); ++at) {
        char c = expression[at];
        if (c == '\\' && at + 1 < expression.size() && !ascii::isLetterOrDigit(expression[at + 1]) &&
            static_cast<unsigned char>(expression[at + 1]) < 0x80) {
            c = expression[++at];
        } else if (special.find(c) != std::string_view::npos) {
            const bool isOptional = c == '?' || c == '*' || c == '{';
            while (isOptional && !head.empty()) { // the character before may be missing
                const auto last = static_cast<unsigned char>(head.back());
                head.pop_back();
                if ((last & 0xC0U) != 0x80U)
                    break;
            }
            break;
        }
        head += c;
    }
    return head;
}

} // namespace

std::optional<std::int64_t> sizeFromText(std::string_view text)
{
    constexpr std::string_view units = "KMGT";
    const auto unit = text.empty() ? std::string_view::npos : units.find(text.back());
    const bool hasUnit = unit != std::string_view::npos;
    text.remove_suffix(hasUnit ? 1 : 0);
    bool isNumber = false;
    const auto number =
        QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toLongLong(&isNumber);
    const int shift = hasUnit ? 10 * (static_cast<int>(unit) + 1) : 0;
    if (!isNumber || number < 0 || number > std::numeric_limits<std::int64_t>::max() >> shift)
        return std::nullopt;
    return number << shift;
}

std::optional<std::chrono::milliseconds> lengthFromText(std::string_view text)
{
    using namespace std::chrono;
    constexpr std::string_view units = "smhdw";
    constexpr std::array<seconds, 5> lengths{1s, 1min, 1h, 24h, 7 * 24h};
    const auto unit = text.empty() ? std::string_view::npos : units.find(text.back());
    if (unit == std::string_view::npos)
        return std::nullopt;
    text.remove_suffix(1);
    bool isNumber = false;
    const int number = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toInt(&isNumber);
    if (!isNumber || number < 0)
        return std::nullopt;
    return std::int64_t{number} * lengths[unit];
}

struct ObjectMatcher::State {
    ObjectQuery query;
    std::vector<std::string> words;
    std::vector<Glob> globs;
    QRegularExpression expression;
    std::string etag;
    std::string buffer;
    std::chrono::nanoseconds patience = std::chrono::milliseconds(200);
    std::chrono::nanoseconds spent{0};
    int names = 0; ///< of this window
    bool isTooSlow = false;

    [[nodiscard]] bool textMatches(std::string_view name);
    [[nodiscard]] bool expressionMatches(std::string_view name);
    [[nodiscard]] Result<void> read();
};

Result<void> ObjectMatcher::State::read()
{
    if (!query.etag.empty())
        etag = query.etag.starts_with('"') ? query.etag : '"' + query.etag + '"'; // listings quote it
    const std::string text(query.isCaseSensitive ? std::string_view(query.text)
                                                 : foldedText(query.text, buffer));
    if (query.kind == ObjectQuery::Kind::Words) {
        std::size_t at = 0;
        while ((at = text.find_first_not_of(ascii::whiteSpace, at)) != std::string::npos) {
            const std::size_t end = std::min(text.find_first_of(ascii::whiteSpace, at), text.size());
            words.push_back(text.substr(at, end - at));
            at = end;
        }
    } else if (query.kind == ObjectQuery::Kind::Glob && !text.empty()) {
        const auto alternatives = alternativesOf(text, 0);
        if (!alternatives)
            return alternatives.error();
        for (const std::string& alternative : *alternatives) {
            auto glob = globOf(alternative);
            if (!glob)
                return glob.error();
            globs.push_back(std::move(*glob));
        }
    } else if (query.kind == ObjectQuery::Kind::Regex && !query.text.empty()) {
        expression.setPattern(stepLimit + QString::fromStdString(query.text));
        expression.setPatternOptions(query.isCaseSensitive ? QRegularExpression::NoPatternOption
                                                           : QRegularExpression::CaseInsensitiveOption);
        if (!expression.isValid())
            return badPattern(expression.errorString().toStdString(),
                              static_cast<std::size_t>(std::max<qsizetype>(
                                  0, expression.patternErrorOffset() - stepLimit.size())));
        expression.optimize();
    }
    return {};
}

bool ObjectMatcher::State::expressionMatches(std::string_view name)
{
    const auto begin = std::chrono::steady_clock::now();
    const auto match = expression.match(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
    spent += std::chrono::steady_clock::now() - begin;
    isTooSlow = !match.isValid() || spent > patience;
    if (++names == namesInAWindow) {
        names = 0;
        spent = {};
    }
    return !isTooSlow && match.hasMatch();
}

bool ObjectMatcher::State::textMatches(std::string_view name)
{
    if (query.kind == ObjectQuery::Kind::Regex)
        return query.text.empty() || expressionMatches(name);
    if (words.empty() && globs.empty())
        return true;
    const std::string_view text = query.isCaseSensitive ? name : foldedText(name, buffer);
    if (query.kind == ObjectQuery::Kind::Glob)
        return std::any_of(globs.begin(), globs.end(),
                           [text](const Glob& glob) { return globMatches(glob, text); });
    return std::all_of(words.begin(), words.end(),
                       [text](const std::string& word) { return text.find(word) != std::string_view::npos; });
}

ObjectMatcher::ObjectMatcher(std::unique_ptr<State> state) : m_state(std::move(state)) {}
ObjectMatcher::~ObjectMatcher() = default;
ObjectMatcher::ObjectMatcher(ObjectMatcher&&) noexcept = default;
ObjectMatcher& ObjectMatcher::operator=(ObjectMatcher&&) noexcept = default;

Result<ObjectMatcher> ObjectMatcher::of(const ObjectQuery& query)
{
    auto state = std::make_unique<State>();
    state->query = query;
    if (auto read = state->read(); !read)
        return read.error();
    return ObjectMatcher(std::move(state));
}

bool ObjectMatcher::looksAtEtags() const
{
    return !m_state->etag.empty();
}

bool ObjectMatcher::isTooSlow() const
{
    return m_state->isTooSlow;
}

void ObjectMatcher::setPatience(std::chrono::nanoseconds forHundredThousand)
{
    m_state->patience = forHundredThousand;
}

bool ObjectMatcher::matches(const ListedRow& row, std::string_view below)
{
    const ObjectQuery& query = m_state->query;
    if (m_state->isTooSlow || (query.larger && row.size < *query.larger) ||
        (query.smaller && row.size > *query.smaller))
        return false;
    const bool hasTime = row.modified != ListedRow::noTime;
    if ((query.newer && !(hasTime && row.modified >= *query.newer)) ||
        (query.older && !(hasTime && row.modified <= *query.older)))
        return false;
    if (!query.classes.empty() &&
        std::find(query.classes.begin(), query.classes.end(), row.storageClass) == query.classes.end())
        return false;
    if (!m_state->etag.empty() && row.etag != m_state->etag)
        return false;
    if (query.isArchived && isArchivedClass(row.storageClass) != *query.isArchived)
        return false;
    if (query.depth) {
        const auto rest = row.key.substr(std::min(below.size(), row.key.size()));
        if (std::count(rest.begin(), rest.end(), '/') - (rest.ends_with('/') ? 1 : 0) > *query.depth)
            return false;
    }
    return m_state->textMatches(query.isOfWholeKey ? row.key : lastPart(row.key));
}

std::vector<std::string> ObjectMatcher::prefixes(const std::string& prefix) const
{
    const ObjectQuery& query = m_state->query;
    std::vector<std::string> heads;
    if (query.isOfWholeKey && query.isCaseSensitive) {
        for (const Glob& glob : m_state->globs)
            heads.push_back(headOf(glob));
        if (query.kind == ObjectQuery::Kind::Regex)
            heads.push_back(headOf(query.text));
    }
    if (heads.empty())
        return {prefix};
    std::vector<std::string> all;
    for (std::string& head : heads) {
        if (prefix.starts_with(head))
            all.push_back(prefix);
        else if (head.starts_with(prefix))
            all.push_back(std::move(head));
    }
    std::sort(all.begin(), all.end());
    std::vector<std::string> needed;
    for (std::string& one : all) {
        if (needed.empty() || !one.starts_with(needed.back()))
            needed.push_back(std::move(one));
    }
    return needed;
}

ListedRows rowsThatMatch(const ListedRows& rows, ObjectMatcher& matcher, std::string_view below,
                         const std::function<bool()>& isCancelled)
{
    ListedRows found;
    ListedRows::Cursor cursor(rows);
    while (!isCancelled() && cursor.next()) {
        if (cursor.row().key.starts_with(below) && matcher.matches(cursor.row(), below))
            found.append(cursor.row());
    }
    return found;
}

std::vector<std::uint32_t> matchingRows(const ListedRows& rows, ObjectMatcher& matcher, std::size_t first,
                                        std::size_t count)
{
    std::vector<std::uint32_t> found;
    const std::size_t end = std::min(rows.size(), first + std::min(count, rows.size()));
    ListedRows::Cursor cursor(rows, first,
                              matcher.looksAtEtags() ? ListedRows::Etags::Read : ListedRows::Etags::Skip);
    for (std::size_t row = first; row < end && cursor.next(); ++row) {
        if (matcher.matches(cursor.row()))
            found.push_back(static_cast<std::uint32_t>(row));
    }
    return found;
}

} // namespace inia
