#include "tests/core/protocol/protocolcase.h"

#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/scalartext.h"
#include "tests/core/protocol/deviations.h"
#include "tests/support/jsonfile.h"

#include <QtCore/QDir>
#include <QtCore/QXmlStreamReader>

#include <algorithm>
#include <cmath>

namespace inia::tests {

namespace {

Value sortedByName(const Value& value)
{
    if (value.isList()) {
        Value::List list;
        for (const auto& item : value.items())
            list.push_back(sortedByName(item));
        return list;
    }
    if (!value.isMap())
        return value;
    std::vector<ValueMap::Entry> entries(value.members().begin(), value.members().end());
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    ValueMap map;
    for (const auto& [name, item] : entries)
        map.insert(name, sortedByName(item));
    return map;
}

Value operationOf(const ProtocolCase& test)
{
    Value operation = test.data["given"];
    if (test.protocol() != "query" || test.data["response"].isNull() || operation["output"].isNull())
        return operation;
    // The suite leaves the wrapper out, which real models name.
    const auto shape = operation["output"]["shape"].text();
    if (test.group["shapes"][shape]["members"].size() > 0) {
        Value output = operation["output"];
        output.insert("resultWrapper", test.operationName() + "Result");
        operation.insert("output", std::move(output));
    }
    return operation;
}

} // namespace

std::string ProtocolCase::operationName() const
{
    const auto& name = data["given"]["name"].text();
    return name.empty() ? "OperationName" : name;
}

std::shared_ptr<const ServiceModel> ProtocolCase::model() const
{
    Value description = Value::emptyMap();
    description.insert("metadata", group["metadata"]);
    description.insert("shapes", group["shapes"]);
    Value operations = Value::emptyMap();
    operations.insert(operationName(), operationOf(*this));
    description.insert("operations", std::move(operations));
    return modelFromValue(description);
}

std::string ProtocolCase::skipReason() const
{
    for (const auto* list : {&pipelineCases(), &deviations()}) {
        for (const auto& entry : *list) {
            if (entry.file == file && entry.id == id)
                return std::string(entry.reason);
        }
    }
    return {};
}

std::vector<ProtocolCase> protocolCases(const std::string& folder)
{
    std::vector<ProtocolCase> cases;
    const QDir dir(conformancePath(QStringLiteral("protocols/") + QString::fromStdString(folder)));
    for (const auto& name : dir.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        const auto groups = readJsonFile(dir.filePath(name));
        for (std::size_t g = 0; g < groups.size(); ++g) {
            const auto& list = groups[g]["cases"].items();
            for (std::size_t c = 0; c < list.size(); ++c) {
                const auto& id = list[c]["id"].text();
                cases.push_back({folder + "/" + name.toStdString(),
                                 id.empty() ? std::to_string(g) + ":" + std::to_string(c) : id, groups[g],
                                 list[c]});
            }
        }
    }
    return cases;
}

Value typedParams(const Shape& shape, const Value& params)
{
    const bool isFloat = shape.type() == ShapeType::Float || shape.type() == ShapeType::Double;
    if (isFloat && params.isText())
        return parseDouble(params.text()).value_or(0);
    if (shape.type() == ShapeType::List && params.isList()) {
        Value::List list;
        for (const auto& item : params.items())
            list.push_back(typedParams(shape.element(), item));
        return list;
    }
    if ((shape.type() == ShapeType::Map || shape.type() == ShapeType::Structure) && params.isMap() &&
        !shape.isDocument()) {
        ValueMap map;
        for (const auto& [name, item] : params.members())
            map.insert(
                name, typedParams(shape.type() == ShapeType::Map ? shape.value() : shape.member(name), item));
        return map;
    }
    return params;
}

Value plainResult(const Value& value)
{
    if (value.isBlob())
        return value.blob().toStdString();
    if (value.isTime()) {
        const auto time = value.time();
        return static_cast<double>(time.seconds) + time.nanoseconds / 1e9;
    }
    if (value.isDouble() && !std::isfinite(value.toDouble()))
        return doubleText(value.toDouble());
    if (value.isList()) {
        Value::List list;
        for (const auto& item : value.items())
            list.push_back(plainResult(item));
        return list;
    }
    if (value.isMap()) {
        ValueMap map;
        for (const auto& [name, item] : value.members())
            map.insert(name, plainResult(item));
        return map;
    }
    return value;
}

std::string canonicalXml(const QByteArray& text)
{
    QXmlStreamReader reader(text);
    QString out;
    while (!reader.atEnd()) {
        const auto token = reader.readNext();
        if (token == QXmlStreamReader::StartElement) {
            QStringList attributes;
            for (const auto& declared : reader.namespaceDeclarations())
                attributes << QStringLiteral("xmlns:%1=%2").arg(declared.prefix(), declared.namespaceUri());
            for (const auto& attribute : reader.attributes())
                attributes << QStringLiteral("%1=%2").arg(attribute.qualifiedName(), attribute.value());
            attributes.sort();
            out += QStringLiteral("<%1 %2>").arg(reader.qualifiedName(), attributes.join(QLatin1Char(' ')));
        } else if (token == QXmlStreamReader::EndElement) {
            out += QStringLiteral("</>");
        } else if (token == QXmlStreamReader::Characters) {
            out += reader.text().trimmed();
        }
    }
    return reader.hasError() ? std::string() : out.toStdString();
}

std::string canonicalJson(const QByteArray& text)
{
    const auto value = parseJson(text.toStdString());
    return value ? toJson(sortedByName(*value)) : std::string();
}

} // namespace inia::tests
