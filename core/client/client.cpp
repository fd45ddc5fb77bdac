#include "core/client/client.h"

#include "core/call/clientcontext.h"
#include "core/model/catalog.h"
#include "core/paging/paginator.h"
#include "core/presign/presigner.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/timestamps.h"
#include "core/waiting/waiter.h"

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>

namespace inia {

namespace {

constexpr std::string_view blobMark = "$blob";
constexpr std::string_view fileMark = "$file";

QByteArray decoded(const std::string& text, std::string& problem)
{
    auto bytes = QByteArray::fromBase64Encoding(QByteArray::fromStdString(text),
                                                QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes)
        problem = "\"" + text.substr(0, 64) + "\" is not base64, as bytes are written in JSON";
    return std::move(bytes.decoded);
}

QByteArray fileBytes(const std::string& path, std::string& problem)
{
    QString name = QString::fromStdString(path);
    if (name.startsWith(QStringLiteral("~/")))
        name.replace(0, 1, QDir::homePath());
    QFile file(name);
    // A pipe or a device would keep the caller waiting for its end.
    if (QFileInfo(name).exists() && !QFileInfo(name).isFile())
        problem = path + " is no file with bytes to read";
    else if (!file.open(QIODevice::ReadOnly))
        problem = path + " cannot be read: " + file.errorString().toStdString();
    else if (file.size() > mostFileBytes)
        problem = path + " has " + std::to_string(file.size()) + " bytes; parameters take at most " +
                  std::to_string(mostFileBytes);
    return problem.empty() ? file.read(mostFileBytes) : QByteArray();
}

/// {"$blob": ...} or {"$file": ...} where a blob is meant; null, and no problem, for anything else.
Value markedBytes(const Value& json, FileMarks files, std::string& problem)
{
    if (json.size() != 1)
        return {};
    if (json[blobMark].isText())
        return decoded(json[blobMark].text(), problem);
    return files == FileMarks::Read && json[fileMark].isText()
               ? Value(fileBytes(json[fileMark].text(), problem))
               : Value();
}

/// Null where a blob is not base64, which `problem` then tells.
Value shaped(const Shape& shape, const Value& json, FileMarks files, std::string& problem)
{
    if (json.isMap() && shape.type() == ShapeType::Blob) {
        const Value bytes = markedBytes(json, files, problem);
        return bytes.isNull() ? json : bytes;
    }
    if (json.isMap() && !shape.isDocument()) {
        Value result = Value::emptyMap();
        for (const auto& [name, member] : json.members()) {
            const auto target = shape.type() == ShapeType::Map ? shape.value() : shape.member(name);
            result.insert(name, target.valid() ? shaped(target, member, files, problem) : member);
        }
        return result;
    }
    if (json.isList() && shape.type() == ShapeType::List) {
        Value result = Value::emptyList();
        for (const auto& item : json.items())
            result.append(shaped(shape.element(), item, files, problem));
        return result;
    }
    if (json.isText() && shape.type() == ShapeType::Blob)
        return decoded(json.text(), problem);
    return json;
}

} // namespace

// ---- clients ----------------------------------------------------------------------------------------------

Client::Client(ClientContext context) : m_caller(std::move(context)) {}

const ServiceModel& Client::model() const
{
    return *m_caller.context().model;
}
const std::string& Client::serviceName() const
{
    return m_caller.context().model->name();
}
const std::string& Client::region() const
{
    return m_caller.context().config.region;
}

const ClientConfig& Client::config() const
{
    return m_caller.context().config;
}
const std::shared_ptr<Clock>& Client::clock() const
{
    return m_caller.context().clock;
}
const Catalog& Client::catalog() const
{
    return *m_caller.context().catalog;
}

ChangePolicy& Client::policy() const
{
    return *m_caller.context().policy;
}

const std::shared_ptr<ServerGate>& Client::server() const
{
    return m_caller.context().server;
}

ReplyPtr Client::call(std::string_view operation, Value params, CallOptions options) const
{
    return m_caller.call(operation, std::move(params), std::move(options));
}

bool Client::canPaginate(std::string_view operation) const
{
    return Paginator::knows(m_caller, operation);
}

Result<Paginator> Client::paginator(std::string_view operation, Value params) const
{
    return paginator(operation, std::move(params), PaginationConfig());
}

Result<Paginator> Client::paginator(std::string_view operation, Value params,
                                    const PaginationConfig& config) const
{
    return Paginator::forOperation(m_caller, operation, std::move(params), config);
}

Presigner Client::presigner() const
{
    return Presigner(m_caller);
}

std::vector<std::string> Client::waiterNames() const
{
    const auto waiters = m_caller.context().catalog->waiters(m_caller.context().model->name());
    return waiters ? WaiterModel::names(**waiters) : std::vector<std::string>();
}

Result<Owned<Waiter>> Client::waiter(std::string_view name, Value params) const
{
    return waiter(name, std::move(params), WaiterConfig());
}

Result<Owned<Waiter>> Client::waiter(std::string_view name, Value params, const WaiterConfig& config) const
{
    const auto waiters = m_caller.context().catalog->waiters(m_caller.context().model->name());
    if (!waiters)
        return waiters.error();
    auto model = WaiterModel::fromDocument(**waiters, name);
    if (!model)
        return model.error();
    return Waiter::create(m_caller, std::move(model).value(), std::move(params), config);
}

// ---- parameters as text -----------------------------------------------------------------------------------

Result<Value> parametersFromJson(const Shape& shape, std::string_view text, FileMarks files)
{
    auto json = parseJson(text);
    if (!json)
        return json.error().wrapped(ErrorKind::Parameter, "This is not JSON");
    std::string problem;
    auto value = shape.valid() ? shaped(shape, *json, files, problem) : *json;
    if (!problem.empty())
        return makeError(ErrorKind::Parameter, "InvalidBlob", std::move(problem));
    return value;
}

std::optional<Timestamp> timestampFromText(std::string_view text)
{
    return parseTimestamp(text);
}

} // namespace inia
