#include "core/quirks/documentquirks.h"

#include "core/http/percentencoding.h"
#include "core/protocol/jsonreader.h"

#include <QtCore/QString>

#include <optional>

namespace inia::quirks {

namespace {

void decodePolicy(Value& text)
{
    if (auto document = parseJson(percentDecode(text.text())))
        text = std::move(document).value();
}

/// Only structures and lists are followed, as IAM has its policies nowhere else.
void decodePolicies(const Shape& shape, Value& value)
{
    constexpr std::string_view policyShape = "policyDocumentType";
    if (shape.type() == ShapeType::List) {
        const auto element = shape.element();
        for (std::size_t i = 0; i < value.size(); ++i)
            decodePolicies(element, value.mutableList()[i]);
        return;
    }
    if (shape.type() != ShapeType::Structure || !value.isMap())
        return;
    auto& members = value.mutableMap();
    for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
        const auto member = shape.memberAt(i);
        Value* found = members.find(member.name);
        if (!found)
            continue;
        if (found->isText() && member.shape.name() == policyShape)
            decodePolicy(*found);
        else
            decodePolicies(member.shape, *found);
    }
}

/// As Python's b64decode: foreign characters do not count, an incomplete end is an error.
std::optional<QByteArray> decodedBase64(const std::string& text)
{
    constexpr std::string_view extra = "+/";
    std::size_t digits = 0;
    std::size_t padding = 0;
    QByteArray clean;
    for (const char c : text) {
        if (c == '=') {
            ++padding;
            if (digits % 4 >= 2 && digits % 4 + padding >= 4)
                break;
        } else if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                   extra.find(c) != std::string_view::npos) {
            clean += c;
            ++digits;
            padding = 0;
        }
    }
    const auto open = digits % 4;
    if (open == 1 || (open != 0 && open + padding < 4))
        return std::nullopt;
    return QByteArray::fromBase64(clean);
}

} // namespace

void decodePolicies(QuirkContext& context, const HttpResponse&, Value& result)
{
    if (const auto output = context.operation.output(); output.valid())
        decodePolicies(output, result);
}

void decodeTemplateBody(QuirkContext&, const HttpResponse&, Value& result)
{
    const auto& body = result["TemplateBody"];
    if (!body.isText())
        return;
    if (auto document = parseJson(body.text()))
        result.insert("TemplateBody", std::move(document).value());
}

void decodeConsoleOutput(QuirkContext&, const HttpResponse&, Value& result)
{
    const auto& output = result["Output"];
    if (!output.isText())
        return;
    if (const auto bytes = decodedBase64(output.text()))
        result.insert("Output", QString::fromUtf8(*bytes).toStdString());
}

} // namespace inia::quirks
