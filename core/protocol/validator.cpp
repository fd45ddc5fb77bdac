#include "core/protocol/validator.h"

#include "core/protocol/jsonreader.h"
#include "core/protocol/pythontext.h"
#include "core/protocol/scalartext.h"
#include "core/protocol/timestamps.h"

#include <algorithm>
#include <string>

namespace inia {

namespace {

std::size_t characterCount(const std::string& text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string memberNames(const Shape& shape)
{
    std::string names;
    for (const auto& [name, node] : shape.target()["members"].members())
        names.append(names.empty() ? "" : ", ").append(name);
    return names;
}

class Validator final {
public:
    void check(const Shape& shape, const Value& value, const std::string& path);
    [[nodiscard]] std::vector<ParameterProblem> take() { return std::move(m_problems); }

private:
    void checkStructure(const Shape& shape, const Value& value, const std::string& path);
    void checkUnion(const Shape& shape, const Value& value, const std::string& path);
    /// An event stream is sent as a list of its events.
    void checkEvents(const Shape& shape, const Value& value, const std::string& path);
    void checkList(const Shape& shape, const Value& value, const std::string& path);
    void checkMap(const Shape& shape, const Value& value, const std::string& path);
    void checkNumber(const Shape& shape, const Value& value, const std::string& path);
    void checkDocument(const Shape& shape, const Value& value, const std::string& path);
    void checkMinimum(const Shape& shape, double number, const std::string& shown, std::string_view what,
                      const std::string& path);
    /// False, and reported, when `fits` is false.
    bool checkType(bool fits, const Shape& shape, const Value& value, const std::string& path,
                   std::string_view validTypes);
    void add(const std::string& path, std::string text, std::string hint);

    std::vector<ParameterProblem> m_problems;
    int m_depth = 0;
};

std::string nameOf(const std::string& path)
{
    if (path.empty())
        return "input";
    return path[0] == '.' ? path.substr(1) : path;
}

std::string shownValue(const Shape& shape, const Value& value)
{
    return shape.flag("sensitive") ? "(hidden)" : pythonText(value);
}

void Validator::add(const std::string& path, std::string text, std::string hint)
{
    m_problems.push_back({path.empty() ? path : nameOf(path), std::move(text), std::move(hint)});
}

bool Validator::checkType(bool fits, const Shape& shape, const Value& value, const std::string& path,
                          std::string_view validTypes)
{
    if (!fits) {
        add(path,
            "Invalid type for parameter " + nameOf(path) + ", value: " + shownValue(shape, value) +
                ", type: " + std::string(pythonTypeName(value)) + ", valid types: " + std::string(validTypes),
            "Has to be a " + std::string(shape.typeName()));
    }
    return fits;
}

void Validator::checkMinimum(const Shape& shape, double number, const std::string& shown,
                             std::string_view what, const std::string& path)
{
    const auto trait = shape.trait("min");
    // What becomes part of a host name cannot be empty.
    if (!trait && !shape.flag("hostLabel"))
        return;
    const auto minimum = trait ? trait.toDouble() : 1;
    if (number >= minimum)
        return;
    const auto minimumText = scalarText(trait ? trait.toValue() : Value(1));
    const bool isLength = what == "length";
    const std::string_view unit = !isLength ? "" : shape.type() == ShapeType::List ? " items" : " characters";
    add(path,
        "Invalid " + std::string(what) + " for parameter " + nameOf(path) + ", value: " + shown +
            ", valid min " + (isLength ? "length" : "value") + ": " + minimumText,
        "Must be at least " + minimumText + std::string(unit));
}

void Validator::checkUnion(const Shape& shape, const Value& value, const std::string& path)
{
    if (value.size() == 0) {
        add(path,
            "Must set one of the following keys for tagged union structure " + nameOf(path) + ": " +
                memberNames(shape) + ".",
            "Choose one of " + memberNames(shape));
    } else if (value.size() > 1) {
        add(path,
            "Invalid number of parameters set for tagged union structure " + nameOf(path) +
                ". Can only set one of the following keys: " + memberNames(shape) + ".",
            "Choose only one of " + memberNames(shape));
    }
}

void Validator::checkStructure(const Shape& shape, const Value& value, const std::string& path)
{
    if (!checkType(value.isMap(), shape, value, path, "<class 'dict'>"))
        return;
    if (shape.isUnion())
        checkUnion(shape, value, path);
    for (const auto required : shape.required().items()) {
        if (!value.contains(required.text())) {
            const std::string name(required.text());
            add(path + '.' + name, "Missing required parameter in " + nameOf(path) + ": \"" + name + '"',
                "Required");
        }
    }
    for (const auto& [name, member] : value.members()) {
        if (!shape.hasMember(name)) {
            add(path + '.' + name,
                "Unknown parameter in " + nameOf(path) + ": \"" + name +
                    "\", must be one of: " + memberNames(shape),
                "There is no such parameter");
        }
    }
    for (const auto& [name, member] : value.members()) {
        if (const auto target = shape.member(name); target.valid())
            check(target, member, path + '.' + name);
    }
}

void Validator::checkEvents(const Shape& shape, const Value& value, const std::string& path)
{
    for (std::size_t i = 0; i < value.size(); ++i) {
        const auto itemPath = path + '[' + std::to_string(i) + ']';
        checkUnion(shape, value[i], itemPath);
        checkStructure(shape, value[i], itemPath);
    }
}

void Validator::checkList(const Shape& shape, const Value& value, const std::string& path)
{
    if (!checkType(value.isList(), shape, value, path, "<class 'list'>, <class 'tuple'>"))
        return;
    checkMinimum(shape, static_cast<double>(value.size()), std::to_string(value.size()), "length", path);
    const auto element = shape.element();
    for (std::size_t i = 0; i < value.size(); ++i)
        check(element, value[i], path + '[' + std::to_string(i) + ']');
}

void Validator::checkMap(const Shape& shape, const Value& value, const std::string& path)
{
    if (!checkType(value.isMap(), shape, value, path, "<class 'dict'>"))
        return;
    for (const auto& [name, item] : value.members()) {
        check(shape.key(), Value(name), path + " (key: " + name + ")");
        check(shape.value(), item, path + '.' + name);
    }
}

void Validator::checkNumber(const Shape& shape, const Value& value, const std::string& path)
{
    const bool isInteger = shape.type() == ShapeType::Int || shape.type() == ShapeType::Long;
    // A bool is an int in Python, and botocore lets it pass.
    const bool fits = value.isInt() || value.isBool() || (value.isDouble() && !isInteger);
    if (!checkType(fits, shape, value, path,
                   isInteger ? "<class 'int'>" : "<class 'float'>, <class 'decimal.Decimal'>, <class 'int'>"))
        return;
    const auto number = value.isBool() ? double(value.toBool()) : value.toDouble();
    checkMinimum(shape, number, shownValue(shape, value), "value", path);
}

void Validator::checkDocument(const Shape& shape, const Value& value, const std::string& path)
{
    for (const auto& [name, item] : value.members())
        checkDocument(shape, item, path + '.' + name);
    for (std::size_t i = 0; i < value.items().size(); ++i)
        checkDocument(shape, value[i], path + '[' + std::to_string(i) + ']');
    if (!value.isBlob() && !value.isTime())
        return;
    add(path,
        "Invalid type for document parameter " + nameOf(path) + ", value: " + shownValue(shape, value) +
            ", type: " + std::string(pythonTypeName(value)) +
            ", valid types: <class 'str'>, <class 'int'>, <class 'bool'>, <class 'float'>, <class 'list'>, "
            "<class 'dict'>",
        "Has to be JSON");
}

void Validator::check(const Shape& shape, const Value& value, const std::string& path)
{
    if (m_depth >= maxNesting)
        return add(path.substr(0, 200),
                   "Invalid value for parameter " + nameOf(path).substr(0, 200) + ": nested too deeply",
                   "Nested too deeply");
    ++m_depth;
    switch (shape.type()) {
    case ShapeType::Structure:
        if (shape.isDocument())
            checkDocument(shape, value, path);
        else if (shape.isEventStream() && value.isList())
            checkEvents(shape, value, path);
        else
            checkStructure(shape, value, path);
        break;
    case ShapeType::List:
        checkList(shape, value, path);
        break;
    case ShapeType::Map:
        checkMap(shape, value, path);
        break;
    case ShapeType::Text:
        if (shape.flag("jsonvalue") && shape.location() == "header")
            break; // any JSON
        if (checkType(value.isText(), shape, value, path, "<class 'str'>")) {
            checkMinimum(shape, static_cast<double>(characterCount(value.text())),
                         std::to_string(characterCount(value.text())), "length", path);
        }
        break;
    case ShapeType::Bool:
        checkType(value.isBool(), shape, value, path, "<class 'bool'>");
        break;
    case ShapeType::Blob:
        checkType(value.isBlob() || value.isText(), shape, value, path,
                  "<class 'bytes'>, <class 'bytearray'>, file-like object");
        break;
    case ShapeType::Time:
        checkType(timestampFromValue(value).has_value(), shape, value, path,
                  "<class 'datetime.datetime'>, timestamp-string");
        break;
    case ShapeType::Unknown:
        break;
    default:
        checkNumber(shape, value, path);
    }
    --m_depth;
}

} // namespace

std::vector<ParameterProblem> parameterProblems(const Shape& shape, const Value& params)
{
    Validator validator;
    if (shape.valid())
        validator.check(shape, params, {});
    return validator.take();
}

Result<void> validateParameters(const Shape& shape, const Value& params)
{
    const auto problems = parameterProblems(shape, params);
    if (problems.empty())
        return {};
    std::string report = "Parameter validation failed:";
    for (const auto& problem : problems)
        report.append("\n").append(problem.text);
    return makeError(ErrorKind::Parameter, "ParamValidation", std::move(report));
}

Result<void> validateParameters(const OperationModel& operation, const Value& params)
{
    return validateParameters(operation.input(), params);
}

} // namespace inia
