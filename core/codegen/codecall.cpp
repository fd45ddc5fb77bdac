#include "core/codegen/codecall.h"

#include "core/common/redaction.h"
#include "core/model/names.h"
#include "core/model/servicemodel.h"
#include "core/observe/callredaction.h"
#include "core/protocol/pythontext.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/timestamps.h"
#include "core/text/ascii.h"

#include <QtCore/QDateTime>
#include <QtCore/QTimeZone>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace inia::codegen {

namespace {

constexpr std::string_view fileMark = "$file";

Shape innerShape(const Shape& shape, std::string_view name)
{
    switch (shape.type()) {
    case ShapeType::Structure:
        return shape.isDocument() ? Shape() : shape.member(name);
    case ShapeType::Map:
        return shape.value();
    case ShapeType::List:
        return shape.element();
    default:
        return {};
    }
}

/// Of the type that the model has, with secretText where that is a text.
Value standIn(const Shape& shape, const Value& value)
{
    if (value.isList() || value.isMap()) {
        Value result = value.isList() ? Value::emptyList() : Value::emptyMap();
        for (const auto& item : value.items())
            result.append(standIn(innerShape(shape, {}), item));
        for (const auto& [name, member] : value.members())
            result.insert(name, standIn(innerShape(shape, name), member));
        return result;
    }
    if (value.isBool())
        return false;
    if (value.isNumber())
        return value.isInt() ? Value(0) : Value(0.0);
    if (value.isTime())
        return Timestamp{};
    return secretText;
}

/// The same for a secret that nobody knows any more.
Value standIn(const Shape& shape)
{
    switch (shape.type()) {
    case ShapeType::Structure:
    case ShapeType::Map:
        return Value::emptyMap();
    case ShapeType::List:
        return Value::emptyList();
    case ShapeType::Bool:
        return false;
    case ShapeType::Int:
    case ShapeType::Long:
        return 0;
    case ShapeType::Float:
    case ShapeType::Double:
        return 0.0;
    case ShapeType::Time:
        return Timestamp{};
    case ShapeType::Text:
    case ShapeType::Blob:
    case ShapeType::Unknown:
        break;
    }
    return secretText;
}

std::string withSecretText(std::string text)
{
    for (auto at = text.find(redactedText); at != std::string::npos;
         at = text.find(redactedText, at + secretText.size()))
        text.replace(at, redactedText.size(), secretText);
    return text;
}

class Hiding final {
public:
    /// `redacted` is `value` with what CallRedaction hides replaced.
    HiddenParams hide(const Shape& shape, const Value& value, const Value& redacted)
    {
        if (value.isText() && value.text() == secretText)
            return {value, standIn(shape), true};
        if (value.isMap() && redacted.isMap())
            return members(shape, value, redacted);
        if (value.isList() && redacted.isList())
            return items(shape, value, redacted);
        const bool isWhole = !value.isText() && !value.isBlob() && value.kind() == redacted.kind();
        if (isWhole || value == redacted) // a NaN equals nothing
            return {value, value, false};
        const bool isPart = value.isText() && redacted.isText();
        const Value shown = isPart ? withSecretText(redacted.text()) : std::string(secretText);
        return {shown, isPart ? shown : standIn(shape, value), true};
    }

private:
    HiddenParams members(const Shape& shape, const Value& value, const Value& redacted)
    {
        HiddenParams result{Value::emptyMap(), Value::emptyMap(), false};
        for (const auto& [name, member] : value.members()) {
            auto hidden = hide(innerShape(shape, name), member, redacted[name]);
            result.hasSecrets = result.hasSecrets || hidden.hasSecrets;
            result.shown.insert(name, std::move(hidden.shown));
            result.sendable.insert(name, std::move(hidden.sendable));
        }
        return result;
    }
    HiddenParams items(const Shape& shape, const Value& value, const Value& redacted)
    {
        HiddenParams result{Value::emptyList(), Value::emptyList(), false};
        for (std::size_t i = 0; i < value.size(); ++i) {
            auto hidden = hide(innerShape(shape, {}), value[i], redacted[i]);
            result.hasSecrets = result.hasSecrets || hidden.hasSecrets;
            result.shown.append(std::move(hidden.shown));
            result.sendable.append(std::move(hidden.sendable));
        }
        return result;
    }
};

} // namespace

Error cannotBeExpressed(std::string reason)
{
    return makeError(ErrorKind::Unsupported, "CannotBeExpressed", std::move(reason));
}

std::optional<std::string> filePath(const Value& value, const Shape& shape)
{
    if (shape.type() != ShapeType::Blob || value.size() != 1 || !value[fileMark].isText())
        return std::nullopt;
    return value[fileMark].text();
}

Value toldParams(const Shape& shape, const Value& params)
{
    if (shape.type() == ShapeType::Time && !params.isNull()) {
        const auto time = timestampFromValue(params);
        return time ? Value(*time) : params;
    }
    if (shape.type() == ShapeType::Blob && params.isText() && params.text() != secretText)
        return blobBytes(params);
    if (params.isList()) {
        Value::List items;
        items.reserve(params.size());
        for (const auto& item : params.items())
            items.push_back(toldParams(innerShape(shape, {}), item));
        return items;
    }
    if (params.isMap()) {
        ValueMap members;
        for (const auto& [name, member] : params.members()) {
            if (!member.isNull())
                members.appendUnchecked(name, toldParams(innerShape(shape, name), member));
        }
        return members;
    }
    return params;
}

Value fromRecording(const Value& params)
{
    if (params.isText())
        return withSecretText(params.text());
    Value result = params;
    for (std::size_t i = 0; i < params.items().size(); ++i)
        result.mutableList()[i] = fromRecording(params[i]);
    for (const auto& [name, member] : params.members())
        result.insert(name, fromRecording(member));
    return result;
}

HiddenParams withoutSecrets(const OperationModel& operation, const Value& params)
{
    CallRedaction redaction(std::make_shared<RedactionMemory>());
    redaction.setCall(operation, params);
    return Hiding().hide(operation.input(), params, redaction.parameters());
}

namespace {

constexpr std::size_t longestLine = 72;     ///< of a dict that stands in one
constexpr qsizetype longestPlainBytes = 60; ///< else base64 is shorter

constexpr std::array<std::string_view, 35> pythonKeywords{
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

bool isPythonName(std::string_view name)
{
    return !name.empty() && !ascii::isDigit(name.front()) &&
           std::all_of(name.begin(), name.end(),
                       [](char c) { return ascii::isLetterOrDigit(c) || c == '_'; }) &&
           std::find(pythonKeywords.begin(), pythonKeywords.end(), name) == pythonKeywords.end();
}

std::size_t characterCount(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool isScalar(const Value& value)
{
    return value.isText() || value.isNumber() || value.isBool();
}

bool areScalars(const Value::List& items)
{
    return std::all_of(items.begin(), items.end(), isScalar);
}

bool areScalars(const ValueMap& members)
{
    return std::all_of(members.begin(), members.end(),
                       [](const ValueMap::Entry& member) { return isScalar(member.second); });
}

/// Writes values as Python's literals; what cannot be one is told by `error`.
class PythonWriter final {
public:
    std::optional<Error> error;

    std::string literal(const Value& value, const Shape& shape, std::size_t indent)
    {
        if (const auto path = filePath(value, shape)) {
            const std::string file = "open(" + pythonRepresentation(*path) + ", 'rb')";
            return shape.flag("streaming") ? file : file + ".read()";
        }
        switch (value.kind()) {
        case Value::Kind::Blob:
            return bytes(value);
        case Value::Kind::Time:
            return time(value.time());
        case Value::Kind::Double:
            return number(value.toDouble());
        case Value::Kind::List:
            return list(value.items(), shape, indent);
        case Value::Kind::Map:
            return dict(value.members(), shape, indent);
        default:
            return pythonRepresentation(value);
        }
    }

private:
    static std::string bytes(const Value& value)
    {
        const QByteArray blob = value.blob();
        const bool isPlain =
            blob.size() <= longestPlainBytes &&
            std::all_of(blob.begin(), blob.end(), [](char c) { return c >= ' ' && c <= '~'; });
        return isPlain ? pythonRepresentation(value) : "base64.b64decode('" + base64Text(value) + "')";
    }
    std::string time(Timestamp time)
    {
        const auto utc = QDateTime::fromSecsSinceEpoch(time.seconds, QTimeZone::utc());
        const int year = utc.date().year();
        if (!utc.isValid() || year < 1 || year > 9999) {
            error = cannotBeExpressed("Python's times end with the year 9999");
            return {};
        }
        std::vector<int> parts{year,
                               utc.date().month(),
                               utc.date().day(),
                               utc.time().hour(),
                               utc.time().minute(),
                               utc.time().second(),
                               time.nanoseconds / 1000};
        while (parts.size() > 5 && parts.back() == 0)
            parts.pop_back();
        std::string text = "datetime.datetime(";
        for (const int part : parts)
            text += std::to_string(part) + ", ";
        return text + "tzinfo=datetime.timezone.utc)";
    }
    static std::string number(double number)
    {
        if (std::isnan(number))
            return "float('nan')";
        if (std::isinf(number))
            return number > 0 ? "float('inf')" : "float('-inf')";
        return doubleText(number);
    }
    std::string list(const Value::List& items, const Shape& shape, std::size_t indent)
    {
        const bool isLine = areScalars(items);
        const std::string inner(indent + 4, ' ');
        const Shape element = shape.type() == ShapeType::List ? shape.element() : Shape();
        std::string text = "[";
        for (const auto& item : items) {
            if (isLine)
                text += (text.size() > 1 ? ", " : "") + literal(item, element, 0);
            else
                text += "\n" + inner + literal(item, element, indent + 4) + ",";
        }
        return text + (isLine ? "]" : "\n" + std::string(indent, ' ') + "]");
    }
    std::string dict(const ValueMap& members, const Shape& shape, std::size_t indent)
    {
        const auto inner = [&shape](std::string_view name) {
            return shape.type() == ShapeType::Map         ? shape.value()
                   : shape.type() == ShapeType::Structure ? shape.member(name)
                                                          : Shape();
        };
        if (areScalars(members)) {
            std::string line = "{";
            for (const auto& [name, member] : members)
                line += (line.size() > 1 ? ", " : "") + pythonRepresentation(name) + ": " +
                        literal(member, inner(name), 0);
            line += "}";
            if (characterCount(line) <= longestLine)
                return line;
        }
        std::string text = "{\n";
        for (const auto& [name, member] : members)
            text += std::string(indent + 4, ' ') + pythonRepresentation(name) + ": " +
                    literal(member, inner(name), indent + 4) + ",\n";
        return text + std::string(indent, ' ') + "}";
    }
};

/// `name=value` of those that are set, with a comma between them.
std::string
keywords(std::initializer_list<std::pair<std::string_view, const std::optional<std::string>&>> words)
{
    std::string text;
    for (const auto& [name, value] : words) {
        if (value)
            text.append(text.empty() ? "" : ", ")
                .append(name)
                .append("=")
                .append(pythonRepresentation(*value));
    }
    return text;
}

/// A literal of C++, by which texts keep what no text in quotes can hold.
std::string cppText(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : text) {
        constexpr std::string_view plain = "\n\r\t\"\\";
        constexpr std::string_view letters = "nrt\"\\";
        const auto byte = static_cast<unsigned char>(c);
        if (const auto index = plain.find(c); index != std::string_view::npos)
            quoted += {'\\', letters[index]};
        else if (byte < 0x20 || byte == 0x7F)
            quoted += {'\\', static_cast<char>('0' + (byte >> 6)), static_cast<char>('0' + (byte >> 3) % 8),
                       static_cast<char>('0' + byte % 8)};
        else
            quoted += c;
    }
    quoted += '"';
    return text.find('\0') == std::string_view::npos
               ? quoted
               : "std::string(" + quoted + ", " + std::to_string(text.size()) + ")";
}

class CppWriter final {
public:
    /// The files that stand in the values, in order.
    std::vector<std::string> files;

    std::string literal(const Value& value, const Shape& shape)
    {
        if (const auto path = filePath(value, shape)) {
            files.push_back(*path);
            return fileName(files.size()) + ".readAll()";
        }
        switch (value.kind()) {
        case Value::Kind::Null:
            return "nullptr";
        case Value::Kind::Bool:
            return value.toBool() ? "true" : "false";
        case Value::Kind::Int:
            return integer(value.toInt());
        case Value::Kind::Double:
            return number(value.toDouble());
        case Value::Kind::Text:
            return cppText(value.text());
        case Value::Kind::Blob:
            return "QByteArray::fromBase64(\"" + base64Text(value) + "\")";
        case Value::Kind::Time:
            return "inia::Timestamp{" + std::to_string(value.time().seconds) + ", " +
                   std::to_string(value.time().nanoseconds) + "}";
        case Value::Kind::List:
            return list(value, shape);
        case Value::Kind::Map:
            break;
        }
        return map(value, shape);
    }
    /// `file`, `file2`, ...
    static std::string fileName(std::size_t number)
    {
        return number == 1 ? "file" : "file" + std::to_string(number);
    }

private:
    static std::string integer(std::int64_t number)
    {
        if (number == std::numeric_limits<std::int64_t>::min())
            return "std::numeric_limits<std::int64_t>::min()"; // no literal
        constexpr std::int64_t bound = std::int64_t{1} << 31;
        const auto text = std::to_string(number);
        return number >= bound || number <= -bound ? "std::int64_t{" + text + "}" : text;
    }
    static std::string number(double number)
    {
        if (std::isnan(number))
            return "std::numeric_limits<double>::quiet_NaN()";
        if (std::isinf(number))
            return std::string(number < 0 ? "-" : "") + "std::numeric_limits<double>::infinity()";
        return doubleText(number);
    }
    std::string list(const Value& value, const Shape& shape)
    {
        if (value.size() == 0)
            return "inia::Value::emptyList()";
        const Shape element = shape.type() == ShapeType::List ? shape.element() : Shape();
        std::string text;
        for (const auto& item : value.items())
            text += (text.empty() ? "" : ", ") + literal(item, element);
        return "inia::Value::list({" + text + "})";
    }
    std::string map(const Value& value, const Shape& shape)
    {
        if (value.size() == 0)
            return "inia::Value::emptyMap()";
        std::string text;
        for (const auto& [name, member] : value.members()) {
            const Shape inner = shape.type() == ShapeType::Map         ? shape.value()
                                : shape.type() == ShapeType::Structure ? shape.member(name)
                                                                       : Shape();
            text += (text.empty() ? "{" : ", {") + cppText(name) + ", " + literal(member, inner) + "}";
        }
        return "inia::Value::map({" + text + "})";
    }
};

/// `{.profile = "work", .region = "us-west-2"}`.
std::string cppSession(const CodeCall& call)
{
    std::string text;
    const auto add = [&text](const char* name, const std::string& value) {
        text.append(text.empty() ? "." : ", .").append(name).append(" = ").append(value);
    };
    if (call.profile)
        add("profile", cppText(*call.profile));
    if (call.region)
        add("region", cppText(*call.region));
    if (call.endpointUrl)
        add("client", "{.endpointUrl = " + cppText(*call.endpointUrl) + "}");
    return "{" + text + "}";
}

} // namespace

Result<std::string> boto3Code(const CodeCall& call)
{
    const Shape input = call.operation.input();
    const auto shapeOf = [&input](std::string_view name) {
        return input.valid() ? input.member(name) : Shape();
    };
    PythonWriter writer;
    std::string arguments;
    Value odd = Value::emptyMap();
    for (const auto& [name, value] : call.params.members()) {
        if (isPythonName(name))
            arguments += "    " + name + "=" + writer.literal(value, shapeOf(name), 4) + ",\n";
        else
            odd.insert(name, value);
    }
    if (odd.size() > 0)
        arguments += "    **" + writer.literal(odd, input, 4) + ",\n";
    if (writer.error)
        return std::move(*writer.error);
    arguments = arguments.empty() ? "()" : "(\n" + arguments + ")";

    std::string text;
    for (const char* module : {"base64", "datetime"}) {
        if (arguments.find(std::string(module) + ".") != std::string::npos)
            text += std::string("import ") + module + "\n";
    }
    const auto session = keywords({{"profile_name", call.profile}, {"region_name", call.region}});
    const auto endpoint = keywords({{"endpoint_url", call.endpointUrl}});
    const auto method = snakeCase(call.operation.name());
    text += "import boto3\n\nsession = boto3.Session(" + session + ")\nclient = session.client(" +
            pythonRepresentation(call.operation.service().name()) + (endpoint.empty() ? "" : ", ") +
            endpoint + ")\n";
    if (call.allPages)
        return text + "for page in client.get_paginator('" + method + "').paginate" + arguments +
               ":\n    print(page)\n";
    return text + "response = client." + method + arguments + "\nprint(response)\n";
}

Result<std::string> cppCode(const CodeCall& call)
{
    CppWriter writer;
    std::string members;
    for (const auto& [name, value] : call.params.members()) {
        const Shape shape = call.operation.input().valid() ? call.operation.input().member(name) : Shape();
        members += (members.empty() ? "            {" : ",\n            {") + cppText(name) + ", " +
                   writer.literal(value, shape) + "}";
    }
    const std::string arguments = "(\"" + snakeCase(call.operation.name()) + "\"" +
                                  (members.empty() ? "" : ", {\n" + members + "}") + ")";
    std::string text = "#include \"core/inia.h\"\n\n";
    if (!writer.files.empty())
        text += "#include <QtCore/QFile>\n\n";
    text += "#include <iostream>\n\nint main(int argc, char* argv[])\n{\n"
            "    return inia::sync::run(argc, argv, [](const auto& program) {\n"
            "        const auto client = program.session(" +
            cppSession(call) + ").client(\"" + call.operation.service().name() + "\");\n";
    for (std::size_t i = 0; i < writer.files.size(); ++i) {
        const auto name = CppWriter::fileName(i + 1);
        text += "        QFile " + name + "(QString::fromUtf8(" + cppText(writer.files[i]) +
                "));\n        if (!" + name +
                ".open(QIODevice::ReadOnly))\n            return program.fail(" +
                cppText("cannot read " + writer.files[i]) + ");\n";
    }
    if (call.allPages)
        text += "        for (const auto& page : client.pages" + arguments +
                ")\n            std::cout << page << '\\n';\n";
    else
        text += "        std::cout << client.call" + arguments + " << '\\n';\n";
    return text + "    });\n}\n";
}

} // namespace inia::codegen
