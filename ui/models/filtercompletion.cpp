#include "ui/models/filtercompletion.h"

#include "ui/models/displaytext.h"
#include "ui/models/exchangecondition.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace inia::ui {

namespace {

constexpr std::size_t lookedAt = 2000; ///< of the latest calls
constexpr qsizetype mostOffers = 12;

using Counts = std::map<QString, int>;

/// Where the term begins that the cursor is in, and where its last value does.
struct Places {
    qsizetype term = 0;
    qsizetype value = 0;
};

Places placesAt(const QString& text, qsizetype cursor)
{
    Places places;
    bool isQuoted = false;
    for (qsizetype i = 0; i < cursor; ++i) {
        const bool beginsPart = i == places.term || i == places.value || text[i - 1] == u':';
        if (text[i] == u'"' && (isQuoted || beginsPart))
            isQuoted = !isQuoted;
        else if (isQuoted && text[i] == u'\\')
            ++i;
        else if (!isQuoted && text[i].isSpace())
            places = {i + 1, i + 1};
        else if (!isQuoted && text[i] == u',')
            places.value = i + 1;
    }
    return places;
}

void countHeaders(const ExchangeCall& call, Counts& counts)
{
    for (const auto& attempt : call.attempts) {
        for (const auto* headers : {&attempt.request.headers, &attempt.response.headers}) {
            for (const auto& [name, value] : *headers)
                ++counts[toQString(name).toLower()];
        }
    }
}

void count(FilterKey key, const ExchangeCall& call, Counts& counts)
{
    const auto add = [&counts](const std::string& text) {
        if (!text.empty())
            ++counts[toQString(text)];
    };
    switch (key) {
    case FilterKey::Service:
        return add(call.service);
    case FilterKey::Operation:
        return add(call.operation);
    case FilterKey::Target:
        return add(call.target);
    case FilterKey::Cause:
        return add(call.cause);
    case FilterKey::Account:
        return add(call.account);
    case FilterKey::Region:
        return add(call.region);
    case FilterKey::Session:
        return add(call.profile);
    case FilterKey::Error:
        return call.error ? add(call.error->code) : void();
    case FilterKey::Status:
        return add(std::to_string(call.status()));
    case FilterKey::Header:
        return countHeaders(call, counts);
    default:
        return;
    }
}

QStringList valuesSeen(FilterKey key, const ExchangeLog& log)
{
    Counts counts;
    const std::size_t first = log.size() > lookedAt ? log.size() - lookedAt : 0;
    for (std::size_t i = first; i < log.size(); ++i)
        count(key, log.at(i), counts);
    std::vector<std::pair<int, QString>> byCount;
    for (const auto& [text, times] : counts)
        byCount.emplace_back(-times, text);
    std::sort(byCount.begin(), byCount.end());
    QStringList values;
    for (const auto& [times, text] : byCount)
        values.append(text);
    return values;
}

/// What needs no calls to be known.
QStringList valuesKnown(FilterKey key)
{
    switch (key) {
    case FilterKey::Status:
        return {QStringLiteral("4xx"), QStringLiteral("5xx"), QStringLiteral("0")};
    case FilterKey::SlowerThan:
    case FilterKey::FasterThan:
        return {QStringLiteral("100ms"), QStringLiteral("1s"), QStringLiteral("10s")};
    case FilterKey::LargerThan:
    case FilterKey::SmallerThan:
        return {QStringLiteral("10KB"), QStringLiteral("1MiB")};
    case FilterKey::Since:
    case FilterKey::Until:
        return {QStringLiteral("-1m"), QStringLiteral("-5m"), QStringLiteral("-1h")};
    default:
        return filterWords(key);
    }
}

QString written(const QString& value)
{
    const bool needsQuotes = value.contains(u' ') || value.contains(u',') || value.startsWith(u'"');
    if (!needsQuotes)
        return value;
    QString text = value;
    text.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\""));
    return u'"' + text + u'"';
}

} // namespace

FilterCompletion FilterCompletion::at(const QString& text, qsizetype cursor, const ExchangeLog& log)
{
    cursor = std::clamp<qsizetype>(cursor, 0, text.size());
    const Places places = placesAt(text, cursor);
    const qsizetype term = places.term + (text.mid(places.term, 1) == QStringLiteral("-") ? 1 : 0);
    const auto colon = text.indexOf(u':', term);
    const auto key =
        colon > term && colon < cursor ? filterKeyNamed(text.mid(term, colon - term)) : std::nullopt;
    FilterCompletion result;
    result.begin = key ? std::max(places.value, colon + 1) : term;
    result.length = cursor - result.begin;
    QString typed = text.mid(result.begin, result.length);
    if (!key) {
        for (const auto each : filterKeys()) {
            if (!typed.isEmpty() && filterKeyName(each).startsWith(typed, Qt::CaseInsensitive))
                result.offers.append(filterKeyName(each) + u':');
        }
        return result;
    }
    if (typed.startsWith(u'"'))
        typed.remove(0, 1);
    for (const auto& value : valuesSeen(*key, log) + valuesKnown(*key)) {
        const bool isAnother = value.compare(typed, Qt::CaseInsensitive) != 0;
        const QString offer = written(value);
        if (isAnother && value.contains(typed, Qt::CaseInsensitive) && !result.offers.contains(offer) &&
            result.offers.size() < mostOffers)
            result.offers.append(offer);
    }
    return result;
}

} // namespace inia::ui
