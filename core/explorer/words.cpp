#include "core/explorer/words.h"

#include "core/text/ascii.h"

#include <algorithm>
#include <array>

namespace inia::explorer {

Wording::Wording(QRegularExpression token, std::map<std::string, std::string, std::less<>> irregularPlurals,
                 WordSet singularInS)
    : m_token(std::move(token)),
      m_irregularPlurals(std::move(irregularPlurals)),
      m_singularInS(std::move(singularInS))
{
}

const Words& Wording::split(std::string_view name) const
{
    const auto [entry, isNew] = m_split.try_emplace(std::string(name));
    if (isNew) {
        for (auto matches = m_token.globalMatch(toQString(name)); matches.hasNext();)
            entry->second.push_back(matches.next().captured().toLower().toStdString());
    }
    return entry->second;
}

std::string Wording::flat(std::string_view name) const
{
    return joined(split(name));
}

std::string Wording::singular(std::string_view word) const
{
    const auto irregular = m_irregularPlurals.find(word);
    if (irregular != m_irregularPlurals.end())
        return irregular->second;
    if (word.size() < 3 || !word.ends_with('s') || word.ends_with("ss") || word.ends_with("us") ||
        m_singularInS.contains(word))
        return std::string(word);
    if (word.ends_with("ies"))
        return std::string(word.substr(0, word.size() - 3)) + 'y';
    static constexpr std::array<std::string_view, 5> inEs{"sses", "xes", "ches", "shes", "zzes"};
    const bool takesEs = std::any_of(inEs.begin(), inEs.end(),
                                     [word](std::string_view ending) { return word.ends_with(ending); });
    return std::string(word.substr(0, word.size() - (takesEs ? 2 : 1)));
}

std::string Wording::noun(const Words& words) const
{
    if (words.empty())
        return {};
    std::string result;
    for (std::size_t i = 0; i + 1 < words.size(); ++i)
        result += words[i];
    return result + singular(words.back());
}

Stripped Wording::stripAttribute(const Words& words, const WordSet& attributes) const
{
    const auto size = words.size();
    const auto isAttribute = [&](std::size_t index) { return attributes.contains(singular(words[index])); };
    const auto first = [&words](std::size_t count) {
        return Words(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(count));
    };
    if (size >= 3 && words[size - 2] == "or" && isAttribute(size - 1) && isAttribute(size - 3))
        return {first(size - 3), "any"};
    const bool isSet =
        size >= 2 && (words[size - 1] == "list" || words[size - 1] == "set") && isAttribute(size - 2);
    const auto count = isSet ? size - 1 : size;
    if (count > 0 && isAttribute(count - 1))
        return {first(count - 1), singular(words[count - 1])};
    return {first(count), {}};
}

Words Wording::stripTelling(Words words, const WordSet& telling) const
{
    while (words.size() > 1 && telling.contains(singular(words.back())))
        words.pop_back();
    return words;
}

bool Wording::standsIn(const Words& few, const Words& many) const
{
    std::size_t at = 0;
    for (const auto& word : few) {
        const auto wanted = singular(word);
        while (at < many.size() && singular(many[at]) != wanted)
            ++at;
        if (at++ == many.size())
            return false;
    }
    return !few.empty();
}

std::string joined(const Words& words, std::string_view separator)
{
    std::string result;
    for (const auto& word : words) {
        if (!result.empty())
            result += separator;
        result += word;
    }
    return result;
}

Words stripVersion(Words words)
{
    const auto size = words.size();
    const bool isVersion =
        size > 2 && words[size - 2] == "v" &&
        std::all_of(words[size - 1].begin(), words[size - 1].end(), [](char c) { return ascii::isDigit(c); });
    if (isVersion)
        words.resize(size - 2);
    return words;
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

bool found(const QRegularExpression& expression, std::string_view text)
{
    return expression.match(toQString(text)).hasMatch();
}

} // namespace inia::explorer
