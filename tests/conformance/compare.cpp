#include "tests/conformance/compare.h"

#include "core/protocol/cbor.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/jsonwriter.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/timestamps.h"

#include <QtCore/QStringList>
#include <QtCore/QXmlStreamReader>

#include <algorithm>
#include <cmath>

namespace inia::conformance {

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

template <typename Change>
Value changedInside(const Value& value, Change change)
{
    if (value.isList()) {
        Value::List list;
        for (const auto& item : value.items())
            list.push_back(change(item));
        return list;
    }
    ValueMap map;
    for (const auto& [name, item] : value.members())
        map.insert(name, change(item));
    return map;
}

QByteArray bodyOf(const Value& message)
{
    const auto& encoded = message["bodyBase64"].text();
    return encoded.empty() ? QByteArray::fromStdString(message["body"].text())
                           : QByteArray::fromBase64(QByteArray::fromStdString(encoded));
}

bool dependsOnBytes(const std::string& header)
{
    return header == "content-length" || header == "content-md5" || header == "x-amz-content-sha256" ||
           header.starts_with("x-amz-checksum-crc") || header.starts_with("x-amz-checksum-sha");
}

std::string headerValue(const HttpRequest& request, const std::string& name)
{
    if (request.headers.contains(name))
        return std::string(request.headers.value(name));
    // The transport adds the length of what it sends.
    return name == "content-length" ? std::to_string(request.body.size()) : "(not sent)";
}

} // namespace

std::string differs(std::string_view what, std::string_view got, std::string_view wanted)
{
    constexpr std::size_t longest = 600;
    if (got == wanted)
        return {};
    std::string text(what);
    text.append(": got ").append(got.substr(0, longest));
    return text.append(" wanted ").append(wanted.substr(0, longest)).append("\n");
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

std::string sortedQuery(std::string_view query)
{
    auto parts =
        QString::fromUtf8(query.data(), static_cast<qsizetype>(query.size())).split(QLatin1Char('&'));
    parts.sort();
    return parts.join(QLatin1Char('&')).toStdString();
}

std::string bodyMeaning(std::string_view protocol, const QByteArray& body)
{
    if (protocol == "smithy-rpc-v2-cbor" && !body.isEmpty()) {
        const auto value = parseCbor(body);
        return value ? canonicalJson(QByteArray::fromStdString(toJson(plainValue(*value)))) : std::string();
    }
    if (auto text = canonicalJson(body); protocol.ends_with("json") && !text.empty())
        return text;
    if (auto text = canonicalXml(body); protocol == "rest-xml" && !text.empty())
        return text;
    return protocol == "query" || protocol == "ec2" ? sortedQuery(body.toStdString()) : body.toStdString();
}

Value plainValue(const Value& value)
{
    if (value.isBlob())
        return value.blob().toStdString();
    if (value.isTime())
        return static_cast<double>(value.time().seconds) + value.time().nanoseconds / 1e9;
    if (value.isDouble() && !std::isfinite(value.toDouble()))
        return doubleText(value.toDouble());
    return value.isList() || value.isMap() ? changedInside(value, plainValue) : value;
}

Value untagged(const Value& value)
{
    if (value.contains("__bytes__"))
        return QByteArray::fromBase64(QByteArray::fromStdString(value["__bytes__"].text()));
    if (value.contains("__timestamp__"))
        return timestampFromValue(value["__timestamp__"]).value_or(Timestamp());
    return value.isList() || value.isMap() ? changedInside(value, untagged) : value;
}

Value typedParams(const Shape& shape, const Value& params)
{
    const bool isFloat = shape.type() == ShapeType::Float || shape.type() == ShapeType::Double;
    if (isFloat && params.isText())
        return parseDouble(params.text()).value_or(0);
    if (shape.type() == ShapeType::List && params.isList())
        return changedInside(params,
                             [&shape](const Value& item) { return typedParams(shape.element(), item); });
    if (shape.type() == ShapeType::Map && params.isMap())
        return changedInside(params,
                             [&shape](const Value& item) { return typedParams(shape.value(), item); });
    if (shape.type() != ShapeType::Structure || !params.isMap() || shape.isDocument())
        return params;
    ValueMap map;
    for (const auto& [name, item] : params.members())
        map.insert(name, typedParams(shape.member(name), item));
    return map;
}

std::string requestDifference(std::string_view protocol, const HttpRequest& actual, const Value& expected)
{
    auto text = differs("method", actual.method, expected["method"].text());
    const auto url = splitUrl(actual.url);
    const auto wantedUrl = splitUrl(expected["url"].text());
    const auto base = [](const UrlParts& parts) {
        return std::string(parts.scheme).append("://").append(parts.host).append(parts.path);
    };
    text += differs("URL", base(url), base(wantedUrl));
    text += differs("query", sortedQuery(url.query), sortedQuery(wantedUrl.query));
    const auto body = bodyOf(expected);
    text += differs("body", bodyMeaning(protocol, actual.body), bodyMeaning(protocol, body));
    for (const auto& [name, value] : expected["headers"].members()) {
        if (!dependsOnBytes(name) || actual.body == body)
            text += differs(name, headerValue(actual, name), value.text());
    }
    return text;
}

HttpResponse responseOf(const Value& given)
{
    HttpResponse response;
    response.status = static_cast<int>(given["statusCode"].toInt());
    for (const auto& [name, value] : given["headers"].members())
        response.headers.add(name, value.text());
    response.body = bodyOf(given);
    return response;
}

} // namespace inia::conformance
