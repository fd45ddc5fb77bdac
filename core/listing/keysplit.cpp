#include "core/listing/keysplit.h"

#include "core/text/ascii.h"

#include <algorithm>

namespace inia {

namespace {

constexpr std::size_t farthestPlace = 256; ///< keys that have more in common are not divided
constexpr int unlucky = -2;
constexpr int lucky = 2;
constexpr unsigned firstLead = 0xC2;
constexpr unsigned lastLead = 0xF4;

unsigned byteAt(std::string_view text, std::size_t place)
{
    return static_cast<unsigned char>(text[place]);
}

std::size_t commonLength(std::string_view a, std::string_view b)
{
    const auto [end, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
    return static_cast<std::size_t>(end - a.begin());
}

bool isContinuation(unsigned byte)
{
    return (byte & 0xC0U) == 0x80U;
}

bool isHexLetter(char c)
{
    return c >= 'a' && c <= 'f';
}

std::size_t lengthOfSequence(unsigned lead)
{
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/// Whether the bytes from a lead byte on are one whole character.
bool isCharacter(std::string_view bytes)
{
    const unsigned lead = byteAt(bytes, 0);
    if (lead < 0x80)
        return bytes.size() == 1;
    if (lead < firstLead || lead > lastLead || bytes.size() != lengthOfSequence(lead) ||
        !std::all_of(bytes.begin() + 1, bytes.end(),
                     [](char c) { return isContinuation(static_cast<unsigned char>(c)); }))
        return false;
    const unsigned second = byteAt(bytes, 1);
    return !(lead == 0xE0 && second < 0xA0) && !(lead == 0xED && second > 0x9F) &&
           !(lead == 0xF0 && second < 0x90) && !(lead == 0xF4 && second > 0x8F);
}

/// With what its last character lacks; nothing where no character begins so.
std::optional<std::string> completed(std::string text)
{
    std::size_t lead = text.size() - 1;
    while (lead > 0 && isContinuation(byteAt(text, lead)))
        --lead;
    const unsigned first = byteAt(text, lead);
    const std::size_t length = lengthOfSequence(first);
    if (text.size() == lead + 1 && (first == 0xE0 || first == 0xF0))
        text += first == 0xE0 ? '\xA0' : '\x90';
    while (text.size() < lead + length)
        text += '\x80';
    if (!isCharacter(std::string_view(text).substr(lead)))
        return std::nullopt;
    return text;
}

} // namespace

void KeySplit::learn(std::string_view key)
{
    const auto behind = key.substr(std::min(m_prefix, key.size()));
    const auto most = std::min({behind.size(), m_last.size(), m_seen.size()});
    std::size_t place = 0;
    while (place < most && behind[place] == m_last[place])
        ++place;
    m_last.replace(place, std::string::npos, behind.substr(place));
    const auto end = std::min(behind.size(), farthestPlace);
    if (m_seen.size() < end)
        m_seen.resize(end);
    for (; place < end; ++place)
        m_seen[place].set(byteAt(behind, place));
}

void KeySplit::judge(std::size_t place, bool isThere)
{
    int& luck = m_luck[place];
    luck = std::clamp(luck + (isThere ? 1 : -1), unlucky, lucky);
}

KeySplit::Bytes KeySplit::seenAt(std::size_t place) const
{
    return place < m_prefix || place - m_prefix >= m_seen.size() ? Bytes() : m_seen[place - m_prefix];
}

/// Whether the letters and digits around there have only been hexadecimal ones, both kinds.
bool KeySplit::isHexadecimal(std::size_t place, std::string_view key) const
{
    Bytes all;
    for (std::size_t at = place; at < key.size() && ascii::isLetterOrDigit(key[at]); ++at)
        all |= seenAt(at);
    for (std::size_t at = place; at-- > m_prefix && ascii::isLetterOrDigit(key[at]);)
        all |= seenAt(at);
    bool hasDigits = false;
    bool hasLetters = false;
    for (unsigned byte = 0; byte < 0x80; ++byte) {
        const char c = static_cast<char>(byte);
        if (!all[byte] || !ascii::isLetterOrDigit(c))
            continue;
        hasDigits = hasDigits || ascii::isDigit(c);
        hasLetters = hasLetters || isHexLetter(c);
        if (!ascii::isDigit(c) && !isHexLetter(c))
            return false;
    }
    return hasDigits && hasLetters;
}

KeySplit::Bytes KeySplit::possibleAt(std::size_t place, std::string_view key) const
{
    Bytes bytes = seenAt(place);
    const auto has = [&bytes](unsigned first, unsigned last) {
        for (unsigned byte = first; byte <= last; ++byte) {
            if (bytes[byte])
                return true;
        }
        return false;
    };
    const auto add = [](Bytes& to, unsigned first, unsigned last) {
        for (unsigned byte = first; byte <= last; ++byte)
            to.set(byte);
    };
    Bytes more;
    const bool isHex = (has('0', '9') || has('a', 'f')) && isHexadecimal(place, key);
    if (isHex || has('0', '9'))
        add(more, '0', '9');
    if (isHex)
        add(more, 'a', 'f');
    else if (has('a', 'z'))
        add(more, 'a', 'z');
    if (has('A', 'Z'))
        add(more, 'A', 'Z');
    if (has(0x80, 0xBF))
        add(more, 0x80, 0xBF);
    // Of characters beyond ASCII those that begin with the next byte, and the ones beyond U+FFFF.
    for (unsigned lead = firstLead; lead < lastLead; ++lead) {
        if (bytes[lead] && lead < 0xF0)
            more.set(lead + 1);
    }
    if (has(0xE0, 0xEF))
        more.set(0xF0);
    return bytes | more;
}

std::optional<std::string> KeySplit::dividedAt(std::size_t place, std::string_view from,
                                               const std::optional<std::string>& to, bool isNear) const
{
    const Bytes possible = possibleAt(place, from);
    const unsigned low = place < from.size() ? byteAt(from, place) + 1 : 0;
    const bool isInside = place < from.size() && isContinuation(byteAt(from, place)); // a character
    std::vector<std::string> middles;
    for (unsigned byte = low; byte < possible.size(); ++byte) {
        if (!possible[byte] || isContinuation(byte) != isInside)
            continue;
        auto middle = completed(std::string(from.substr(0, place)) + static_cast<char>(byte));
        if (middle && *middle > from && (!to || *middle < *to))
            middles.push_back(std::move(*middle));
    }
    if (middles.empty())
        return std::nullopt;
    return std::move(middles[isNear ? 0 : middles.size() / 2]);
}

std::optional<KeySplit::Middle> KeySplit::between(std::string_view from, const std::optional<std::string>& to,
                                                  const std::vector<std::string_view>& seen) const
{
    const std::size_t top = to ? std::max(m_prefix, commonLength(from, *to)) : m_prefix;
    const std::size_t end = std::min(from.size() + 1, m_prefix + m_seen.size());
    std::vector<bool> differ(end + 1);
    bool isHard = false; // there are keys on the other side of `to`
    for (const std::string_view key : seen) {
        const std::size_t place = commonLength(from, key);
        if (place < end)
            differ[place] = true;
        isHard = isHard || (place == top && key > from);
    }
    if (to && top < end) {
        if (auto middle = dividedAt(top, from, to, !isHard))
            return Middle{std::move(*middle), top, !isHard, !isHard};
    }
    std::size_t known = to ? top + 1 : top;
    const std::size_t first = known;
    while (known < end && !differ[known])
        ++known;
    // From there upwards, since what is the same in all keys so far is the same in all others, mostly; and
    // since keys come in order, it is where they differ next.
    for (std::size_t place = std::min(known, end); place-- > first;) {
        const bool isSeparator =
            place >= from.size() || (byteAt(from, place) < 0x80 && !ascii::isLetterOrDigit(from[place]));
        const auto luck = m_luck.find(place);
        if (seenAt(place).none() || isSeparator || (luck != m_luck.end() && luck->second <= unlucky))
            continue;
        if (auto middle = dividedAt(place, from, to, false))
            return Middle{std::move(*middle), place, true, false};
    }
    for (std::size_t place = known; place < end; ++place) {
        if (!differ[place] && seenAt(place).count() < 2)
            continue;
        if (auto middle = dividedAt(place, from, to, false))
            return Middle{std::move(*middle), place, false, false};
    }
    return std::nullopt;
}

/// From 0 to 1 among all keys with the same bytes before `place`.
double KeySplit::positionOf(std::string_view key, std::size_t place) const
{
    constexpr std::size_t placesThatCount = 4;
    double position = 0;
    double width = 1;
    for (std::size_t at = place; at < std::min(key.size(), place + placesThatCount); ++at) {
        const Bytes possible = possibleAt(at, key);
        std::size_t below = 0;
        for (unsigned byte = 0; byte < byteAt(key, at); ++byte)
            below += possible[byte] ? 1 : 0;
        width /= static_cast<double>(possible.count() + 1);
        position += width * static_cast<double>(below);
    }
    return position;
}

double KeySplit::partBehind(std::string_view first, std::string_view from,
                            const std::optional<std::string>& to) const
{
    const std::size_t place = to ? std::max(m_prefix, commonLength(first, *to)) : m_prefix;
    const double begin = positionOf(first, place);
    const double end = to ? positionOf(*to, place) : 1;
    return end > begin ? std::clamp((end - positionOf(from, place)) / (end - begin), 0.0, 1.0) : 0;
}

} // namespace inia
