#include "core/explorer/health.h"

#include <algorithm>
#include <array>

namespace inia::explorer {

namespace {

bool isAmong(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view healthOfWord(const Rules& rules, std::string_view word)
{
    const auto entry = rules.health.find(word);
    return entry == rules.health.end() ? std::string_view() : std::string_view(entry->second);
}

/// A state of several words, by what they are: failed at any place, in progress or complete at the end.
std::string_view healthOfWords(const Rules& rules, const Words& words)
{
    const auto has = [&words](std::string_view word) {
        return std::find(words.begin(), words.end(), word) != words.end();
    };
    if (has("failed") || has("error") || has("failure") || has("unhealthy") ||
        (has("rollback") && has("complete")) || has("impaired") || has("invalid"))
        return "bad";
    const auto& first = words.front();
    const auto& last = words.back();
    const auto whole = joined(words, "_");
    if (whole.ends_with("in_progress") || whole.ends_with("pending") ||
        isAmong(first, {"pending", "awaiting", "waiting"}))
        return isAmong(first, {"delete", "deleting", "stop", "rollback"}) ? "changing" : "coming";
    if (whole.ends_with("complete") || whole.ends_with("completed") || whole.ends_with("succeeded") ||
        whole.ends_with("successful"))
        return isAmong(first, {"delete", "terminate"}) ? "gone" : "good";
    if (words.size() > 1 && isAmong(last, {"deleted", "terminated"}))
        return "gone";
    if (words.size() > 1 && isAmong(first, {"not", "non", "un", "no"}))
        return "off";
    const auto byLast = healthOfWord(rules, last);
    return byLast.empty() ? healthOfWord(rules, first) : byLast;
}

} // namespace

std::string_view healthOf(const Rules& rules, std::string_view state)
{
    const QString value = toQString(state).toLower().replace(u'-', u'_');
    const auto whole = value.toStdString();
    if (const auto known = healthOfWord(rules, whole); !known.empty())
        return known;
    if (const auto known = healthOfWord(rules, QString(value).remove(u'_').toStdString()); !known.empty())
        return known;
    Words words;
    if (value.contains(u'_')) {
        for (const auto& word : value.split(u'_', Qt::SkipEmptyParts))
            words.push_back(word.toStdString());
    } else {
        words = rules.wording.split(state);
    }
    return words.empty() ? std::string_view() : healthOfWords(rules, words);
}

std::string_view unitOf(const Rules& rules, std::string_view name, std::string_view type,
                        const QString& documentation)
{
    static const QRegularExpression time(QStringLiteral("(time|timestamp|date|at)$"));
    static const QRegularExpression epoch(QStringLiteral("epoch|since (?:Jan|January|1970)|Unix"));
    static const QRegularExpression countless(
        QStringLiteral("(count|number|total|max|min|port|priority|version|quantity|index|id)$"));
    static const QRegularExpression measured(
        QStringLiteral("size|storage|memory|duration|timeout|period|age"));
    if (!isAmong(type, {"integer", "long", "float", "double"}))
        return {};
    const QString flat = toQString(rules.wording.flat(name));
    for (const auto& unit : rules.unitsByName) {
        if (unit.expression.match(flat).hasMatch())
            return unit.name;
    }
    if (time.match(flat).hasMatch() && epoch.match(documentation).hasMatch())
        return documentation.contains(QStringLiteral("millisecond")) ? "epoch ms" : "epoch s";
    if (documentation.isEmpty() || (countless.match(flat).hasMatch() && !measured.match(flat).hasMatch()))
        return {};
    const QString first = documentation.left(documentation.indexOf(QStringLiteral(". "))) + u'.';
    for (const auto& unit : rules.unitsByDocumentation) {
        if (unit.expression.match(first).hasMatch())
            return unit.name;
    }
    return {};
}

} // namespace inia::explorer
