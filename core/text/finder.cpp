#include "core/text/finder.h"

#include "core/text/ascii.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace inia {

namespace {

constexpr double exactScore = 100;
constexpr double prefixScore = 80;
constexpr double wordsScore = 60;
constexpr double insideScore = 40;
constexpr double lettersScore = 20;
constexpr double pinnedBonus = 15;
constexpr double serviceBonus = 10;
constexpr double recentBonus = 10;
constexpr double loadedBonus = 5;
constexpr double writeMalus = 10;
constexpr double fadeSeconds = 7 * 24 * 3600;
constexpr std::size_t knownStarts = 64;

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

std::uint64_t letterBit(char c)
{
    if (c >= 'a' && c <= 'z')
        return std::uint64_t{1} << (c - 'a');
    if (ascii::isDigit(c))
        return std::uint64_t{1} << (26 + c - '0');
    return std::uint64_t{1} << (36 + static_cast<unsigned char>(c) % 28);
}

std::uint64_t lettersOf(std::string_view text)
{
    std::uint64_t letters = 0;
    for (const char c : text) {
        if (c != ' ')
            letters |= letterBit(c);
    }
    return letters;
}

/// Behind what is neither letter nor digit, and where names in one word have a capital: "Run|Instances",
/// "DB|Instance".
bool startsWord(std::string_view name, std::size_t at)
{
    if (at == 0)
        return true;
    const auto isWord = [](char c) {
        return ascii::isLetterOrDigit(c) || static_cast<unsigned char>(c) >= 0x80;
    };
    if (!isWord(name[at]))
        return false;
    if (!isWord(name[at - 1]))
        return true;
    if (!isUpper(name[at]))
        return false;
    const bool beforeSmall = at + 1 < name.size() && name[at + 1] >= 'a' && name[at + 1] <= 'z';
    return !isUpper(name[at - 1]) || beforeSmall;
}

/// The letters of `wanted` in their order, and how often others stand between them; negative when they are
/// not there.
int gapsBetween(std::string_view wanted, std::string_view text)
{
    int gaps = 0;
    std::size_t last = std::string_view::npos;
    for (const char c : wanted) {
        const auto from = last == std::string_view::npos ? 0 : last + 1;
        const auto at = text.find(c, from);
        if (at == std::string_view::npos)
            return -1;
        gaps += at != from ? 1 : 0;
        last = at;
    }
    return gaps;
}

double bonusOf(const Findable& thing, const Finder::Context& context)
{
    double bonus = 0;
    if (thing.isPinned)
        bonus += pinnedBonus;
    if (!context.service.empty() && thing.service == context.service)
        bonus += serviceBonus;
    if (thing.age)
        bonus += recentBonus * std::exp(-static_cast<double>(thing.age->count()) / fadeSeconds);
    if (thing.isLoaded)
        bonus += loadedBonus;
    if (thing.writes)
        bonus -= writeMalus;
    return bonus;
}

bool isBetter(const Finder::Found& a, const Finder::Found& b)
{
    if (a.score != b.score)
        return a.score > b.score;
    if (a.name.size() != b.name.size())
        return a.name.size() < b.name.size();
    if (a.name != b.name)
        return a.name < b.name;
    // "buckets" of S3 before those of Macie.
    if (a.thing->title.size() != b.thing->title.size())
        return a.thing->title.size() < b.thing->title.size();
    return std::pair(a.thing->service.size(), std::string_view(a.thing->service)) <
           std::pair(b.thing->service.size(), std::string_view(b.thing->service));
}

void keepBest(std::vector<Finder::Found>& found, std::size_t most)
{
    const auto end = found.begin() + static_cast<std::ptrdiff_t>(std::min(most, found.size()));
    std::partial_sort(found.begin(), end, found.end(), isBetter);
    found.erase(end, found.end());
}

} // namespace

struct Finder::Query {
    std::string text;                    ///< trimmed, in small letters
    std::string letters;                 ///< without blanks
    std::vector<std::string_view> words; ///< of `text`
    std::uint64_t mask = 0;

    explicit Query(std::string_view typed) : text(ascii::lowered(ascii::trimmed(typed)))
    {
        constexpr std::string_view between = " _-";
        for (std::size_t at = 0; at < text.size();) {
            const auto end = std::min(text.find_first_of(between, at), text.size());
            if (end > at)
                words.push_back(std::string_view(text).substr(at, end - at));
            at = end + 1;
        }
        for (const auto& word : words)
            letters += word;
        mask = lettersOf(letters);
    }
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
};

void Finder::add(Findable thing, const std::vector<std::string>& others)
{
    m_things.push_back(std::move(thing));
    addName(m_things.back().title);
    for (const auto& name : others)
        addName(name);
}

void Finder::addName(std::string_view name)
{
    Name entry;
    entry.offset = m_text.size();
    entry.length = static_cast<std::uint32_t>(name.size());
    entry.thing = static_cast<std::uint32_t>(m_things.size() - 1);
    for (std::size_t at = 0; at < name.size(); ++at) {
        m_text += ascii::toLower(name[at]);
        if (at < knownStarts && startsWord(name, at))
            entry.starts |= std::uint64_t{1} << at;
    }
    entry.letters = lettersOf(textOf(entry));
    m_names.push_back(entry);
}

/// Each word of the query at the beginning of a word of the name, in the same order.
bool Finder::startWords(const Query& query, const Name& name) const
{
    const std::string_view text = textOf(name);
    std::size_t at = 0;
    for (const auto& word : query.words) {
        const auto isStart = [&](std::size_t place) {
            return place < knownStarts ? ((name.starts >> place) & 1) != 0
                                       : !ascii::isLetterOrDigit(text[place - 1]);
        };
        for (at = text.find(word, at); at != std::string_view::npos && !isStart(at);)
            at = text.find(word, at + 1);
        if (at == std::string_view::npos)
            return false;
        at += word.size();
    }
    return true;
}

double Finder::score(const Query& query, const Name& name) const
{
    if ((query.mask & ~name.letters) != 0)
        return 0;
    const std::string_view text = textOf(name);
    if (text.starts_with(query.text))
        return text.size() == query.text.size() ? exactScore : prefixScore;
    if (startWords(query, name))
        return wordsScore;
    if (text.find(query.text) != std::string_view::npos)
        return insideScore;
    const int gaps = gapsBetween(query.letters, text);
    return gaps < 0 ? 0 : std::max(0.0, lettersScore - gaps);
}

std::vector<Finder::Found> Finder::find(std::string_view text, const Context& context, std::size_t most) const
{
    const Query query(text);
    std::vector<Found> found;
    const auto isWanted = [&](const Findable& thing) {
        const auto& kinds = context.kinds;
        return (kinds.empty() || std::find(kinds.begin(), kinds.end(), thing.kind) != kinds.end()) &&
               (!context.ownServiceOnly || thing.service == context.service);
    };
    for (const auto& name : m_names) {
        const double fits = query.text.empty() ? exactScore : score(query, name);
        const Findable& thing = m_things[name.thing];
        if (fits <= 0 || !isWanted(thing))
            continue;
        const Found next{&thing, fits + bonusOf(thing, context), textOf(name)};
        if (found.empty() || found.back().thing != &thing)
            found.push_back(next);
        else if (isBetter(next, found.back()))
            found.back() = next;
    }
    keepBest(found, most);
    return found;
}

std::vector<Finder::Found> Finder::merged(std::vector<Found> a, const std::vector<Found>& b, std::size_t most)
{
    a.insert(a.end(), b.begin(), b.end());
    keepBest(a, most);
    return a;
}

} // namespace inia
