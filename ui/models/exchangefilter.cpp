#include "ui/models/exchangefilter.h"

#include "ui/models/displaytext.h"
#include "ui/models/exchangecondition.h"
#include "ui/models/exchangelogmodel.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace inia::ui {

namespace {

/// Whether one letter more, less or other, or two that changed places, makes one word of the other.
bool isOneLetterOff(const QString& a, const QString& b)
{
    const qsizetype shorter = std::min(a.size(), b.size());
    qsizetype head = 0;
    while (head < shorter && a[head] == b[head])
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    const qsizetype restA = a.size() - head - tail;
    const qsizetype restB = b.size() - head - tail;
    const bool isSwapped = restA == 2 && restB == 2 && a[head] == b[head + 1] && a[head + 1] == b[head];
    return isSwapped || (restA + restB > 0 && restA <= 1 && restB <= 1);
}

/// The key's name in a word with a colon; empty when what stands there is none.
QString keyPart(QStringView word)
{
    const auto colon = word.indexOf(u':');
    const bool isName = colon > 0 && std::all_of(word.begin(), word.begin() + colon, [](QChar c) {
                            return c == u'-' || (c.toLower() >= u'a' && c.toLower() <= u'z');
                        });
    return isName ? word.left(colon).toString() : QString();
}

QString quoted(const QString& text)
{
    QString result(u'"');
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            result += u'\\';
        result += c;
    }
    return result + u'"';
}

bool hasBlank(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
}

QString writtenWord(const QString& word)
{
    const bool isPlain = !word.isEmpty() && !hasBlank(word) && !word.startsWith(u'"') &&
                         !word.startsWith(u'-') && !filterKeyNamed(keyPart(word));
    return isPlain ? word : quoted(word);
}

QString writtenValue(const QString& text)
{
    const bool isPlain = !hasBlank(text) && !text.startsWith(u'"') && !text.contains(u',');
    return isPlain ? text : quoted(text);
}

} // namespace

/// Goes through the text once.
class ExchangeFilter::Reader final {
public:
    explicit Reader(const QString& text) : m_text(text) {}

    [[nodiscard]] Result<ExchangeFilter> read(Span* wrong)
    {
        ExchangeFilter filter;
        for (skipBlanks(); m_at < m_text.size(); skipBlanks()) {
            const qsizetype begin = m_at;
            auto term = readTerm();
            if (!term) {
                if (wrong)
                    *wrong = {begin, m_at - begin};
                return term.error();
            }
            if (!isIdle(*term))
                filter.m_terms.push_back(std::move(*term));
        }
        filter.m_hint = m_hint;
        return filter;
    }

private:
    /// An empty word, such as an opened quote has: everything has it.
    [[nodiscard]] static bool isIdle(const FilterTerm& term)
    {
        return term.key == FilterKey::Word && term.values.front().text.isEmpty();
    }
    [[nodiscard]] bool isBlank(qsizetype at) const { return at >= m_text.size() || m_text[at].isSpace(); }
    [[nodiscard]] bool isAt(QChar character) const
    {
        return m_at < m_text.size() && m_text[m_at] == character;
    }
    void skipBlanks()
    {
        while (m_at < m_text.size() && isBlank(m_at))
            ++m_at;
    }

    [[nodiscard]] Result<FilterTerm> readTerm()
    {
        FilterTerm term;
        if (isAt(u'-') && !isBlank(m_at + 1)) {
            term.isNegated = true;
            ++m_at;
        }
        const QString name = keyPart(QStringView(m_text).mid(m_at));
        const auto key = name.isEmpty() ? std::nullopt : filterKeyNamed(name);
        if (!key) {
            noteUnknown(name);
            term.values.push_back({FilterValue::Form::Text, readText(false)});
            return term;
        }
        term.key = *key;
        m_at += name.size() + 1;
        return readValues(std::move(term));
    }

    [[nodiscard]] Result<FilterTerm> readValues(FilterTerm term)
    {
        QStringList texts;
        do {
            texts.append(readValue());
        } while (isAt(u',') && (++m_at, true));
        // "status:403," is being typed, and an empty text would be in everything.
        if (texts.size() > 1)
            texts.removeAll(QString());
        if (texts.isEmpty())
            texts.append(QString());
        for (const auto& text : texts) {
            const auto value = filterValue(term.key, text);
            if (!value)
                return makeError(ErrorKind::Parameter, "InvalidFilter",
                                 filterValueHelp(term.key, text).toStdString());
            term.values.push_back(*value);
        }
        return term;
    }

    [[nodiscard]] QString readValue()
    {
        QString mark;
        if ((isAt(u'>') || isAt(u'<')) && m_at + 1 < m_text.size() && m_text[m_at + 1] == u'"')
            mark = m_text[m_at++];
        return mark + readText(true);
    }

    [[nodiscard]] QString readText(bool endsAtComma)
    {
        if (isAt(u'"'))
            return readQuoted();
        const qsizetype begin = m_at;
        while (!isBlank(m_at) && !(endsAtComma && isAt(u',')))
            ++m_at;
        return m_text.mid(begin, m_at - begin);
    }

    [[nodiscard]] QString readQuoted()
    {
        QString text;
        for (++m_at; m_at < m_text.size() && m_text[m_at] != u'"'; ++m_at) {
            if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size())
                ++m_at;
            text += m_text[m_at];
        }
        if (m_at >= m_text.size())
            note(QCoreApplication::translate("FilterHelp", "The quote is closed at the end."));
        else
            ++m_at;
        return text;
    }

    void noteUnknown(const QString& name)
    {
        for (const auto key : filterKeys()) {
            if (isOneLetterOff(name.toLower(), filterKeyName(key)) && !name.isEmpty())
                note(filterKeyName(key) + QStringLiteral(":?"));
        }
    }
    void note(const QString& hint)
    {
        if (m_hint.isEmpty())
            m_hint = hint;
    }

    const QString& m_text;
    qsizetype m_at = 0;
    QString m_hint;
};

Result<ExchangeFilter> ExchangeFilter::parse(const QString& text, Span* wrong)
{
    return Reader(text).read(wrong);
}

bool ExchangeFilter::matches(const ExchangeCall& call, std::chrono::system_clock::time_point now) const
{
    return std::all_of(m_terms.begin(), m_terms.end(),
                       [&](const FilterTerm& term) { return termHolds(term, call, now); });
}

QString ExchangeFilter::written(const FilterTerm& term)
{
    const QString mark = term.isNegated ? QStringLiteral("-") : QString();
    if (term.key == FilterKey::Word)
        return mark + writtenWord(term.values.front().text);
    QStringList values;
    for (const auto& value : term.values)
        values.append(writtenValue(value.text));
    return mark + filterKeyName(term.key) + u':' + values.join(u',');
}

QString ExchangeFilter::text() const
{
    QStringList terms;
    for (const auto& term : m_terms)
        terms.append(written(term));
    return terms.join(u' ');
}

ExchangeFilterProxy::ExchangeFilterProxy(std::shared_ptr<const Clock> clock, QObject* parent)
    : QSortFilterProxyModel(parent), m_clock(std::move(clock))
{
}

void ExchangeFilterProxy::setOrigin(Origin origin)
{
    if (origin == m_origin)
        return;
    m_origin = origin;
    invalidateRowsFilter();
}

void ExchangeFilterProxy::setFilter(ExchangeFilter filter)
{
    m_filter = std::move(filter);
    invalidateRowsFilter();
}

std::shared_ptr<const ExchangeCall> ExchangeFilterProxy::call(const QModelIndex& proxyIndex) const
{
    const auto* calls = qobject_cast<const ExchangeLogModel*>(sourceModel());
    return calls ? calls->call(mapToSource(proxyIndex)) : nullptr;
}

bool ExchangeFilterProxy::filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const
{
    const auto* calls = qobject_cast<const ExchangeLogModel*>(sourceModel());
    if (!calls || (sourceParent.isValid() && !calls->isGroup(sourceParent)))
        return true;
    const auto row = calls->index(sourceRow, 0, sourceParent);
    if (!calls->isGroup(row))
        return accepts(calls->call(row));
    for (int i = 0; i < calls->rowCount(row); ++i) {
        if (accepts(calls->call(calls->index(i, 0, row))))
            return true;
    }
    return false;
}

bool ExchangeFilterProxy::accepts(const std::shared_ptr<const ExchangeCall>& call) const
{
    const bool isOfOrigin =
        call && (m_origin == Origin::All || call->background == (m_origin == Origin::Background));
    return isOfOrigin && m_filter.matches(*call, m_clock->now());
}

std::vector<std::shared_ptr<const ExchangeCall>> ExchangeFilterProxy::shownCalls() const
{
    const auto* calls = qobject_cast<const ExchangeLogModel*>(sourceModel());
    std::vector<std::shared_ptr<const ExchangeCall>> shown;
    for (int row = 0; calls && row < rowCount(); ++row) {
        const auto top = index(row, 0);
        if (!calls->isGroup(mapToSource(top)))
            shown.push_back(call(top));
        else
            for (int inner = 0; inner < rowCount(top); ++inner)
                shown.push_back(call(index(inner, 0, top)));
    }
    return shown;
}

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
