#include "ui/console/keptcalls.h"

#include "core/async/background.h"
#include "core/client/parameters.h"
#include "core/codegen/codecall.h"
#include "core/common/localpath.h"
#include "core/model/document.h"
#include "core/protocol/jsonwriter.h"
#include "ui/models/displaytext.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QPointer>
#include <QtCore/QRegularExpression>
#include <QtCore/QSaveFile>

#include <algorithm>
#include <map>

namespace inia::ui {

namespace {

constexpr qsizetype mostBytes = 4096;
constexpr std::string_view omitted = "$omitted";
constexpr QFileDevice::Permissions ownersAlone = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Value withoutLargeBytes(const Value& value)
{
    if (value.isBlob() && value.blob().size() > mostBytes) {
        const auto hash = QCryptographicHash::hash(value.blob(), QCryptographicHash::Sha256).toHex();
        return Value::map(
            {{omitted, Value::map({{"bytes", value.blob().size()}, {"sha256", hash.toStdString()}})}});
    }
    Value result = value;
    for (std::size_t i = 0; i < value.items().size(); ++i)
        result.mutableList()[i] = withoutLargeBytes(value[i]);
    for (const auto& [name, member] : value.members())
        result.insert(name, withoutLargeBytes(member));
    return result;
}

bool isLeftOut(const Value& value)
{
    return value.contains(omitted) || value.text().find(codegen::secretText) != std::string::npos;
}

Value withoutLeftOut(const Value& value, int& left)
{
    if (value.isList()) {
        Value result = Value::emptyList();
        for (const auto& item : value.items()) {
            if (isLeftOut(item))
                ++left;
            else
                result.append(withoutLeftOut(item, left));
        }
        return result;
    }
    if (!value.isMap())
        return value;
    Value result = Value::emptyMap();
    for (const auto& [name, member] : value.members()) {
        if (isLeftOut(member))
            ++left;
        else
            result.insert(name, withoutLeftOut(member, left));
    }
    return result;
}

QByteArray lineOf(const PastCall& call)
{
    const auto line = toJson(Value::map({{"at", call.at.toUTC().toString(Qt::ISODateWithMs).toStdString()},
                                         {"account", call.account},
                                         {"region", call.region},
                                         {"service", call.service},
                                         {"operation", call.operation},
                                         {"params", call.params},
                                         {"status", call.status},
                                         {"ms", call.milliseconds},
                                         {"request", call.requestId}}),
                             JsonStyle::compact());
    return QByteArray::fromStdString(line) + '\n';
}

std::optional<PastCall> callOf(const QByteArray& line)
{
    const auto document =
        Document::fromJson({line.constData(), static_cast<std::size_t>(line.size())}, "the history");
    if (!document)
        return std::nullopt;
    const Value record = (*document)->root().toValue();
    PastCall call;
    call.at = QDateTime::fromString(QString::fromStdString(record["at"].text()), Qt::ISODateWithMs);
    if (!call.at.isValid() || record["operation"].text().empty() || !record["params"].isMap())
        return std::nullopt;
    call.account = record["account"].text();
    call.region = record["region"].text();
    call.service = record["service"].text();
    call.operation = record["operation"].text();
    call.params = record["params"];
    call.status = record["status"].text();
    call.milliseconds = record["ms"].toInt();
    call.requestId = record["request"].text();
    return call;
}

const QRegularExpression& variable()
{
    static const QRegularExpression expression(QStringLiteral("\\$\\{([A-Za-z][A-Za-z0-9_ -]*)\\}"));
    return expression;
}

bool isBefore(const Favourite& a, const Favourite& b)
{
    return a.name.localeAwareCompare(b.name) < 0;
}

/// Those that can be read; nothing when it is no file of favourites, or one of a newer program.
std::optional<std::vector<Favourite>> favouritesOf(const QByteArray& json)
{
    const auto document =
        Document::fromJson({json.constData(), static_cast<std::size_t>(json.size())}, "the favourites");
    if (!document || (*document)->root()["version"].toInt() != 1)
        return std::nullopt;
    std::vector<Favourite> result;
    for (const auto item : (*document)->root()["favourites"].items()) {
        Favourite favourite{toQString(item["name"].text()), std::string(item["service"].text()),
                            std::string(item["operation"].text()), item["params"].toValue()};
        if (!favourite.name.isEmpty() && !favourite.operation.empty() && favourite.params.isMap())
            result.push_back(std::move(favourite));
    }
    return result;
}

} // namespace

Value keptParams(const OperationModel& operation, const Value& params)
{
    return withoutLargeBytes(codegen::withoutSecrets(operation, params).shown);
}

std::optional<PastParams> paramsOf(const Value& kept, const OperationModel& operation)
{
    PastParams result;
    auto params = parametersFromJson(operation.input(), toJson(withoutLeftOut(kept, result.left)));
    if (!params)
        return std::nullopt;
    result.params = std::move(params).value();
    return result;
}

CallHistory::CallHistory(QString path, QObject* parent) : QObject(parent), m_path(std::move(path)) {}

CallHistory::Contents CallHistory::read(const QString& path, const QDateTime& now)
{
    Contents contents;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return contents; // there is none before the first call
    std::size_t lines = 0;
    while (!file.atEnd()) {
        ++lines;
        auto call = callOf(file.readLine());
        if (!call)
            ++contents.broken;
        else if (call->at.daysTo(now) <= mostDays)
            contents.calls.push_back(std::move(*call));
    }
    std::stable_sort(contents.calls.begin(), contents.calls.end(),
                     [](const PastCall& a, const PastCall& b) { return a.at > b.at; });
    std::map<std::string, int> counts;
    std::erase_if(contents.calls,
                  [&counts](const PastCall& call) { return ++counts[call.account] > mostOfAccount; });
    contents.isLong = lines > 2 * contents.calls.size() + mostOfAccount;
    return contents;
}

void CallHistory::shorten(const QString& path, const Contents& contents)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(ownersAlone))
        return;
    for (auto call = contents.calls.rbegin(); call != contents.calls.rend(); ++call)
        file.write(lineOf(*call));
    file.commit();
}

void CallHistory::load()
{
    if (m_isLoaded)
        return;
    m_isLoaded = true;
    runInOwnThread(
        [path = m_path, now = QDateTime::currentDateTimeUtc()] {
            auto contents = read(path, now);
            if (contents.isLong)
                shorten(path, contents);
            return contents;
        },
        [self = QPointer<CallHistory>(this)](Contents contents) {
            if (!self)
                return;
            // What was added meanwhile may have been read as well.
            std::erase_if(contents.calls, [&](const PastCall& call) {
                return std::any_of(self->m_calls.begin(), self->m_calls.end(), [&](const PastCall& added) {
                    return added.at == call.at && added.operation == call.operation;
                });
            });
            self->m_calls.insert(self->m_calls.end(), std::make_move_iterator(contents.calls.begin()),
                                 std::make_move_iterator(contents.calls.end()));
            self->m_brokenLines = contents.broken;
            emit self->changed();
        });
}

void CallHistory::add(PastCall call, const OperationModel& operation, const Value& params)
{
    call.params = keptParams(operation, params);
    QFile file(m_path);
    // One that cannot be written is for this time alone.
    if (makePrivateFolder(QFileInfo(m_path).path()) && file.open(QIODevice::Append)) {
        file.setPermissions(ownersAlone);
        file.write(lineOf(call));
    }
    m_calls.insert(m_calls.begin(), std::move(call));
    emit changed();
}

Favourites::Favourites(QString path, QObject* parent) : QObject(parent), m_path(std::move(path))
{
    QFile file(m_path);
    if (file.open(QIODevice::ReadOnly))
        m_all = favouritesOf(file.readAll()).value_or(std::vector<Favourite>());
    std::sort(m_all.begin(), m_all.end(), isBefore);
}

bool Favourites::keep(Favourite favourite)
{
    std::erase_if(m_all, [&](const Favourite& other) { return other.name == favourite.name; });
    m_all.insert(std::upper_bound(m_all.begin(), m_all.end(), favourite, isBefore), std::move(favourite));
    return write();
}

bool Favourites::remove(const QString& name)
{
    std::erase_if(m_all, [&](const Favourite& other) { return other.name == name; });
    return write();
}

QByteArray Favourites::toJson() const
{
    Value list = Value::emptyList();
    for (const auto& favourite : m_all)
        list.append(Value::map({{"name", favourite.name.toStdString()},
                                {"service", favourite.service},
                                {"operation", favourite.operation},
                                {"params", favourite.params}}));
    return QByteArray::fromStdString(
               inia::toJson(Value::map({{"version", 1}, {"favourites", list}}), JsonStyle::indented())) +
           '\n';
}

std::optional<int> Favourites::add(const QByteArray& json)
{
    auto added = favouritesOf(json);
    if (!added)
        return std::nullopt;
    for (auto& favourite : *added)
        keep(std::move(favourite));
    return static_cast<int>(added->size());
}

bool Favourites::write() const
{
    QSaveFile file(m_path);
    const QByteArray json = toJson();
    return makePrivateFolder(QFileInfo(m_path).path()) && file.open(QIODevice::WriteOnly) &&
           file.setPermissions(ownersAlone) && file.write(json) == json.size() && file.commit();
}

QStringList Favourites::variables(const Value& params)
{
    QStringList names;
    const auto addAll = [&names](const QStringList& more) {
        for (const auto& name : more) {
            if (!names.contains(name))
                names.append(name);
        }
    };
    for (auto matches = variable().globalMatch(toQString(params.text())); matches.hasNext();)
        addAll({matches.next().captured(1)});
    for (const auto& item : params.items())
        addAll(variables(item));
    for (const auto& [name, member] : params.members())
        addAll(variables(member));
    return names;
}

Value Favourites::filled(const Value& params, const Shape& shape, const QMap<QString, QString>& values)
{
    if (params.isText()) {
        const QString text = toQString(params.text());
        QString result;
        qsizetype end = 0;
        for (auto matches = variable().globalMatch(text); matches.hasNext();) {
            const auto match = matches.next();
            result += text.mid(end, match.capturedStart() - end) +
                      values.value(match.captured(1), match.captured());
            end = match.capturedEnd();
        }
        result += text.mid(end);
        bool isNumber = false;
        const bool isWhole = shape.type() == ShapeType::Int || shape.type() == ShapeType::Long;
        const qint64 number = result.toLongLong(&isNumber);
        return isWhole && isNumber && end > 0 ? Value(number) : Value(result.toStdString());
    }
    Value result = params;
    for (std::size_t i = 0; i < params.items().size(); ++i)
        result.mutableList()[i] =
            filled(params[i], shape.type() == ShapeType::List ? shape.element() : Shape(), values);
    for (const auto& [name, member] : params.members()) {
        const Shape inner = shape.type() == ShapeType::Map         ? shape.value()
                            : shape.type() == ShapeType::Structure ? shape.member(name)
                                                                   : Shape();
        result.insert(name, filled(member, inner, values));
    }
    return result;
}

KeptCalls::KeptCalls(const QString& folder)
    : history(folder + QStringLiteral("/calls.jsonl")),
      favourites(folder + QStringLiteral("/favourites.json"))
{
}

} // namespace inia::ui
