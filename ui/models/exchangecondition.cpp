#include "ui/models/exchangecondition.h"

#include "ui/models/displaytext.h"
#include "ui/models/exchangepresentation.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>

#include <algorithm>
#include <array>

namespace inia::ui {

namespace {

using Form = FilterValue::Form;
using TimePoint = std::chrono::system_clock::time_point;

/// What values of a key are.
enum class Meaning { Text, Number, Status, Duration, Size, Time, Words };

struct KeyRow {
    FilterKey key;
    const char* name;
    Meaning meaning;
};

constexpr std::array<KeyRow, 22> keyRows{{
    {FilterKey::Service, "service", Meaning::Text},
    {FilterKey::Operation, "operation", Meaning::Text},
    {FilterKey::Target, "target", Meaning::Text},
    {FilterKey::Cause, "cause", Meaning::Text},
    {FilterKey::Status, "status", Meaning::Status},
    {FilterKey::Error, "error", Meaning::Text},
    {FilterKey::Is, "is", Meaning::Words},
    {FilterKey::SlowerThan, "slower-than", Meaning::Duration},
    {FilterKey::FasterThan, "faster-than", Meaning::Duration},
    {FilterKey::LargerThan, "larger-than", Meaning::Size},
    {FilterKey::SmallerThan, "smaller-than", Meaning::Size},
    {FilterKey::Retry, "retry", Meaning::Number},
    {FilterKey::Effect, "effect", Meaning::Words},
    {FilterKey::Header, "header", Meaning::Text},
    {FilterKey::Session, "session", Meaning::Text},
    {FilterKey::Region, "region", Meaning::Text},
    {FilterKey::Account, "account", Meaning::Text},
    {FilterKey::Since, "since", Meaning::Time},
    {FilterKey::Until, "until", Meaning::Time},
    {FilterKey::Id, "id", Meaning::Text},
    {FilterKey::Page, "page", Meaning::Number},
    {FilterKey::Part, "part", Meaning::Number},
}};

class FilterHelpTexts {
    Q_DECLARE_TR_FUNCTIONS(FilterHelp)
};

struct Unit {
    const char* name;
    double factor;
};

// A unit comes before those it is the end of.
constexpr std::array<Unit, 4> durationUnits{{{"ms", 1e3}, {"s", 1e6}, {"m", 60e6}, {"h", 3600e6}}};
constexpr std::array<Unit, 7> sizeUnits{{{"KiB", 1024.0},
                                         {"MiB", 1048576.0},
                                         {"GiB", 1073741824.0},
                                         {"KB", 1e3},
                                         {"MB", 1e6},
                                         {"GB", 1e9},
                                         {"B", 1}}};
constexpr std::array<Unit, 5> agoUnits{{{"ms", 1}, {"s", 1e3}, {"m", 60e3}, {"h", 3600e3}, {"d", 86400e3}}};
constexpr double largestNumber = 1e15;

const KeyRow* rowOf(FilterKey key)
{
    const auto* found =
        std::find_if(keyRows.begin(), keyRows.end(), [key](const KeyRow& row) { return row.key == key; });
    return found == keyRows.end() ? nullptr : found;
}

Meaning meaningOf(FilterKey key)
{
    const auto* row = rowOf(key);
    return row ? row->meaning : Meaning::Text;
}

std::optional<double> numberIn(QString text, double factor, const auto& units)
{
    for (const auto& unit : units) {
        if (!text.endsWith(QLatin1String(unit.name), Qt::CaseInsensitive))
            continue;
        text.chop(static_cast<qsizetype>(qstrlen(unit.name)));
        factor = unit.factor;
        break;
    }
    bool ok = false;
    const double number = text.toDouble(&ok);
    return ok && number >= 0 && number <= largestNumber ? std::optional(number * factor) : std::nullopt;
}

std::optional<double> wholeNumber(const QString& text)
{
    const bool isDigits =
        !text.isEmpty() && text.size() < 16 &&
        std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    return isDigits ? std::optional(text.toDouble()) : std::nullopt;
}

FilterValue valueOf(Form form, const QString& text, double low, double high = 0)
{
    return {form, text, low, high};
}

/// `403`, `>399`, `<500`, `400..499`.
std::optional<FilterValue> numberValue(const QString& text)
{
    if (text.startsWith(u'>') || text.startsWith(u'<')) {
        const auto limit = wholeNumber(text.mid(1));
        return limit ? std::optional(valueOf(text.front() == u'>' ? Form::Above : Form::Below, text, *limit))
                     : std::nullopt;
    }
    if (const auto dots = text.indexOf(QLatin1String("..")); dots >= 0) {
        const auto low = wholeNumber(text.left(dots));
        const auto high = wholeNumber(text.mid(dots + 2));
        return low && high ? std::optional(valueOf(Form::Between, text, *low, *high)) : std::nullopt;
    }
    const auto number = wholeNumber(text);
    return number ? std::optional(valueOf(Form::Equal, text, *number)) : std::nullopt;
}

std::optional<FilterValue> statusValue(const QString& text)
{
    const bool isClass = text.size() == 3 && std::all_of(text.begin(), text.end(), [](QChar c) {
                             return c.toLower() == u'x' || (c >= u'0' && c <= u'9');
                         });
    if (isClass && text.contains(u'x', Qt::CaseInsensitive))
        return valueOf(Form::StatusClass, text, 0);
    return numberValue(text);
}

std::optional<FilterValue> timeValue(const QString& text)
{
    if (text.startsWith(u'-')) {
        const auto ago = numberIn(text.mid(1), 1e3, agoUnits);
        return ago ? std::optional(valueOf(Form::Ago, text, *ago)) : std::nullopt;
    }
    if (const auto day =
            QTime::fromString(text, text.count(u':') > 1 ? QStringLiteral("h:m:s") : QStringLiteral("h:m"));
        day.isValid())
        return valueOf(Form::TimeOfDay, text, day.msecsSinceStartOfDay());
    const auto time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid()
               ? std::optional(valueOf(Form::Equal, text, static_cast<double>(time.toMSecsSinceEpoch())))
               : std::nullopt;
}

// ---- what calls say ---------------------------------------------------------------------------------------

bool contains(const std::string& text, const QString& wanted)
{
    return toQString(text).contains(wanted, Qt::CaseInsensitive);
}

bool hasRequestId(const ExchangeCall& call, const QString& wanted)
{
    const auto isOne = [&wanted](const std::string& id) { return !id.empty() && contains(id, wanted); };
    if (call.error && (isOne(call.error->requestId) || isOne(call.error->hostId)))
        return true;
    return std::any_of(call.attempts.begin(), call.attempts.end(), [&](const ExchangeAttempt& attempt) {
        const HttpHeaders& headers = attempt.response.headers;
        return std::any_of(headers.begin(), headers.end(), [&](const HttpHeaders::Entry& header) {
            const bool isId = equalsIgnoringCase(header.first, "x-amzn-requestid") ||
                              equalsIgnoringCase(header.first, "x-amz-request-id") ||
                              equalsIgnoringCase(header.first, "x-amz-id-2");
            return isId && isOne(header.second);
        });
    });
}

bool hasError(const ExchangeCall& call, const QString& wanted)
{
    return call.error && (contains(call.error->code, wanted) || contains(call.error->message, wanted));
}

bool hasWord(const ExchangeCall& call, const QString& wanted)
{
    for (const auto* text : {&call.service, &call.serviceId, &call.operation, &call.target, &call.cause}) {
        if (contains(*text, wanted))
            return true;
    }
    return hasError(call, wanted) || hasRequestId(call, wanted);
}

/// `name` or `name=part` of a request or an answer.
bool hasHeader(const ExchangeCall& call, const QString& wanted)
{
    const auto equals = wanted.indexOf(u'=');
    const std::string name = wanted.left(equals).toStdString();
    const QString part = equals < 0 ? QString() : wanted.mid(equals + 1);
    const auto isOne = [&](const HttpHeaders::Entry& header) {
        return equalsIgnoringCase(header.first, name) && contains(header.second, part);
    };
    return std::any_of(call.attempts.begin(), call.attempts.end(), [&](const ExchangeAttempt& attempt) {
        const auto& sent = attempt.request.headers;
        const auto& got = attempt.response.headers;
        return std::any_of(sent.begin(), sent.end(), isOne) || std::any_of(got.begin(), got.end(), isOne);
    });
}

bool isState(const ExchangeCall& call, const QString& word)
{
    using State = ExchangeCall::State;
    const auto anyAttempt = [&call](auto&& holds) {
        return std::any_of(call.attempts.begin(), call.attempts.end(), holds);
    };
    if (word == QLatin1String("running"))
        return call.state == State::Running;
    if (word == QLatin1String("failed"))
        return callOutcome(call) == Outcome::Failed;
    if (word == QLatin1String("cancelled"))
        return call.state == State::Cancelled;
    if (word == QLatin1String("paged"))
        return call.page > 0;
    if (word == QLatin1String("redirected"))
        return anyAttempt([](const auto& attempt) { return attempt.kind == AttemptKind::Redirect; });
    if (word == QLatin1String("background"))
        return call.background;
    if (word == QLatin1String("yours"))
        return !call.background;
    if (word == QLatin1String("streamed"))
        return anyAttempt([](const auto& attempt) { return attempt.response.isBodyElsewhere; });
    return word == QLatin1String("replayed") && call.isReplayed;
}

bool statusHas(int status, const QString& pattern)
{
    const QString text = QString::number(status);
    return text.size() == pattern.size() &&
           std::equal(text.begin(), text.end(), pattern.begin(), [](QChar digit, QChar wanted) {
               return wanted.toLower() == QLatin1Char('x') || digit == wanted;
           });
}

bool numberHolds(const FilterValue& value, double number)
{
    switch (value.form) {
    case Form::Above:
        return number > value.low;
    case Form::Below:
        return number < value.low;
    case Form::Between:
        return number >= value.low && number <= value.high;
    case Form::StatusClass:
        return statusHas(static_cast<int>(number), value.text);
    case Form::Text: // empty: any there is
        return number > 0;
    default:
        return number == value.low;
    }
}

double millisecondsOf(TimePoint time)
{
    return static_cast<double>(
        std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count());
}

double timeOf(const FilterValue& value, TimePoint now)
{
    const double nowMs = millisecondsOf(now);
    if (value.form == Form::Ago)
        return nowMs - value.low;
    if (value.form == Form::TimeOfDay) {
        const QDate today = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(nowMs)).date();
        return static_cast<double>(
            QDateTime(today, QTime::fromMSecsSinceStartOfDay(int(value.low))).toMSecsSinceEpoch());
    }
    return value.low;
}

bool textHolds(FilterKey key, const QString& text, const ExchangeCall& call)
{
    switch (key) {
    case FilterKey::Service:
        return contains(call.service, text) || contains(call.serviceId, text);
    case FilterKey::Operation:
        return contains(call.operation, text);
    case FilterKey::Target:
        return contains(call.target, text);
    case FilterKey::Cause:
        return contains(call.cause, text);
    case FilterKey::Account:
        return contains(call.account, text);
    case FilterKey::Region:
        return contains(call.region, text);
    case FilterKey::Session:
        return contains(call.profile, text);
    case FilterKey::Error:
        return hasError(call, text);
    case FilterKey::Header:
        return hasHeader(call, text);
    case FilterKey::Id:
        return text == QString::number(call.id) || hasRequestId(call, text);
    case FilterKey::Effect:
        return text.isEmpty() || toQString(effectName(call.effect)) == text.toLower();
    case FilterKey::Is:
        return text.isEmpty() || isState(call, text.toLower());
    default:
        return hasWord(call, text);
    }
}

bool valueHolds(FilterKey key, const FilterValue& value, const ExchangeCall& call, TimePoint now)
{
    switch (key) {
    case FilterKey::Status:
        return value.form == Form::Text || numberHolds(value, call.status());
    case FilterKey::Retry:
        return numberHolds(value, call.retries());
    case FilterKey::Page:
        return numberHolds(value, call.page);
    case FilterKey::Part:
        return numberHolds(value, call.part);
    case FilterKey::SlowerThan:
        return static_cast<double>(callMicroseconds(call, now)) > value.low;
    case FilterKey::FasterThan:
        return static_cast<double>(callMicroseconds(call, now)) < value.low;
    case FilterKey::LargerThan:
        return static_cast<double>(call.receivedBytes()) > value.low;
    case FilterKey::SmallerThan:
        return static_cast<double>(call.receivedBytes()) < value.low;
    case FilterKey::Since:
        return millisecondsOf(call.started) >= timeOf(value, now);
    case FilterKey::Until:
        return millisecondsOf(call.started) <= timeOf(value, now);
    default:
        return textHolds(key, value.text, call);
    }
}

} // namespace

QString filterKeyName(FilterKey key)
{
    const auto* row = rowOf(key);
    return row ? QString::fromLatin1(row->name) : QString();
}

std::optional<FilterKey> filterKeyNamed(const QString& name)
{
    for (const auto& row : keyRows) {
        if (name.compare(QLatin1String(row.name), Qt::CaseInsensitive) == 0)
            return row.key;
    }
    return std::nullopt;
}

const std::vector<FilterKey>& filterKeys()
{
    static const std::vector<FilterKey> keys = [] {
        std::vector<FilterKey> all;
        for (const auto& row : keyRows)
            all.push_back(row.key);
        return all;
    }();
    return keys;
}

QStringList filterWords(FilterKey key)
{
    if (key == FilterKey::Effect)
        return {QStringLiteral("read"), QStringLiteral("write"), QStringLiteral("destroy"),
                QStringLiteral("reveal"), QStringLiteral("consume")};
    if (key == FilterKey::Is)
        return {QStringLiteral("running"),    QStringLiteral("failed"),   QStringLiteral("cancelled"),
                QStringLiteral("paged"),      QStringLiteral("yours"),    QStringLiteral("background"),
                QStringLiteral("redirected"), QStringLiteral("streamed"), QStringLiteral("replayed")};
    return {};
}

std::optional<FilterValue> filterValue(FilterKey key, const QString& text)
{
    const FilterValue plain{Form::Text, text};
    switch (meaningOf(key)) {
    case Meaning::Number:
        return text.isEmpty() ? plain : numberValue(text);
    case Meaning::Status:
        return text.isEmpty() ? plain : statusValue(text);
    case Meaning::Duration:
        if (const auto microseconds = numberIn(text, 1e3, durationUnits))
            return valueOf(Form::Equal, text, *microseconds);
        return std::nullopt;
    case Meaning::Size:
        if (const auto bytes = numberIn(text, 1, sizeUnits))
            return valueOf(Form::Equal, text, *bytes);
        return std::nullopt;
    case Meaning::Time:
        return timeValue(text);
    case Meaning::Words:
        return text.isEmpty() || filterWords(key).contains(text, Qt::CaseInsensitive) ? std::optional(plain)
                                                                                      : std::nullopt;
    case Meaning::Text:
        break;
    }
    return plain;
}

QString filterValueHelp(FilterKey key, const QString& wrong)
{
    const QString name = filterKeyName(key);
    switch (meaningOf(key)) {
    case Meaning::Number:
        return FilterHelpTexts::tr("\"%1\" is not a number. Write %2:2, %2:>1 or %2:2..5.").arg(wrong, name);
    case Meaning::Status:
        return FilterHelpTexts::tr(
                   "\"%1\" is not a status. Write status:403, status:4xx, status:400..499, or "
                   "status:0 for no answer.")
            .arg(wrong);
    case Meaning::Duration:
        return FilterHelpTexts::tr("\"%1\" is not a time. Write %2:200ms or %2:2s.").arg(wrong, name);
    case Meaning::Size:
        return FilterHelpTexts::tr("\"%1\" is not a size. Write %2:10KB or %2:1MiB.").arg(wrong, name);
    case Meaning::Time:
        return FilterHelpTexts::tr("\"%1\" is not a time. Write %2:-5m, %2:10:12 or %2:2026-07-14T10:12:00Z.")
            .arg(wrong, name);
    case Meaning::Words:
        return FilterHelpTexts::tr("\"%1\" is none of %2.")
            .arg(wrong, filterWords(key).join(QStringLiteral(", ")));
    case Meaning::Text:
        break;
    }
    return {};
}

bool termHolds(const FilterTerm& term, const ExchangeCall& call, TimePoint now)
{
    return term.isNegated !=
           std::any_of(term.values.begin(), term.values.end(),
                       [&](const FilterValue& value) { return valueHolds(term.key, value, call, now); });
}

} // namespace inia::ui
