#include "ui/models/exchangefilter.h"

#include "ui/models/displaytext.h"
#include "ui/models/exchangepresentation.h"

#include <algorithm>
#include <array>
#include <optional>

namespace inia::ui {

namespace {

constexpr std::array<const char*, 6> keyNames{"service", "operation", "cause",
                                              "status",  "error",     "slower-than"};

/// Words of the field; quotes hold spaces.
QStringList splitWords(const QString& text)
{
    QStringList words;
    QString word;
    bool quoted = false;
    for (const QChar character : text) {
        if (character == QLatin1Char('"')) {
            quoted = !quoted;
        } else if (character.isSpace() && !quoted) {
            if (!word.isEmpty())
                words.append(std::exchange(word, {}));
        } else {
            word += character;
        }
    }
    if (!word.isEmpty())
        words.append(word);
    return words;
}

bool contains(const std::string& text, const QString& wanted)
{
    return toQString(text).contains(wanted, Qt::CaseInsensitive);
}

/// "403" or "4xx".
bool statusMatches(int status, const QString& wanted)
{
    const QString text = QString::number(status);
    return text.size() == wanted.size() &&
           std::equal(text.begin(), text.end(), wanted.begin(), [](QChar digit, QChar pattern) {
               return pattern.toLower() == QLatin1Char('x') || digit == pattern;
           });
}

std::optional<std::chrono::microseconds> parseDuration(QString text)
{
    double unit = 1000;
    if (text.endsWith(QLatin1String("ms"), Qt::CaseInsensitive)) {
        text.chop(2);
    } else if (text.endsWith(QLatin1Char('s'), Qt::CaseInsensitive)) {
        text.chop(1);
        unit = 1'000'000;
    }
    bool ok = false;
    const double number = text.toDouble(&ok);
    if (!ok || !(number >= 0) || number > 1e9)
        return std::nullopt;
    return std::chrono::microseconds(static_cast<qint64>(number * unit));
}

Error badFilter(const QString& message)
{
    return makeError(ErrorKind::Parameter, "InvalidFilter", message.toStdString());
}

} // namespace

QStringList ExchangeFilter::keys()
{
    QStringList keys;
    for (const auto* name : keyNames)
        keys.append(QLatin1String(name) + QLatin1Char(':'));
    return keys;
}

Result<ExchangeFilter> ExchangeFilter::parse(const QString& text)
{
    ExchangeFilter filter;
    for (const auto& word : splitWords(text)) {
        auto condition = parseCondition(word);
        if (!condition)
            return condition.error();
        filter.m_conditions.push_back(std::move(*condition));
    }
    return filter;
}

Result<ExchangeFilter::Condition> ExchangeFilter::parseCondition(QString word)
{
    Condition condition;
    if (word.size() > 1 && word.startsWith(QLatin1Char('-'))) {
        condition.negated = true;
        word.remove(0, 1);
    }
    condition.text = word;
    const auto colon = word.indexOf(QLatin1Char(':'));
    for (std::size_t key = 0; key < keyNames.size() && colon > 0; ++key) {
        if (word.left(colon).compare(QLatin1String(keyNames[key]), Qt::CaseInsensitive) != 0)
            continue;
        condition.field = static_cast<Field>(static_cast<int>(Field::Service) + static_cast<int>(key));
        condition.text = word.mid(colon + 1);
    }
    if (condition.field == Field::SlowerThan) {
        const auto duration = parseDuration(condition.text);
        if (!duration) {
            return badFilter(
                QStringLiteral("\"%1\" is not a time. Write slower-than:200ms or slower-than:2s.")
                    .arg(condition.text));
        }
        condition.duration = *duration;
    }
    return condition;
}

bool ExchangeFilter::matches(const ExchangeCall& call, std::chrono::system_clock::time_point now) const
{
    return std::all_of(m_conditions.begin(), m_conditions.end(), [&](const Condition& condition) {
        return holds(condition, call, now) != condition.negated;
    });
}

bool ExchangeFilter::holds(const Condition& condition, const ExchangeCall& call,
                           std::chrono::system_clock::time_point now)
{
    const QString& text = condition.text;
    switch (condition.field) {
    case Field::Anywhere:
        return contains(call.service, text) || contains(call.serviceId, text) ||
               contains(call.operation, text) || contains(call.target, text) || contains(call.cause, text);
    case Field::Service:
        return contains(call.service, text) || contains(call.serviceId, text);
    case Field::Operation:
        return contains(call.operation, text);
    case Field::Cause:
        return contains(call.cause, text);
    case Field::Status:
        return text.isEmpty() || statusMatches(call.status(), text);
    case Field::Error:
        return call.error && (contains(call.error->code, text) || contains(call.error->message, text));
    case Field::SlowerThan:
        return callMicroseconds(call, now) > condition.duration.count();
    }
    return true;
}

} // namespace inia::ui
