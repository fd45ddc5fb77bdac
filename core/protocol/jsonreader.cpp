#include "core/protocol/jsonreader.h"

#include "core/text/ascii.h"

#include <simdjson.h>

#include <algorithm>

namespace inia {

namespace {

constexpr std::string_view notNumbers[]{"NaN", "Infinity", "-Infinity"};

/// The name of a number that JSON cannot write and Python's servers do, when the text begins with one.
std::string_view notNumberAt(std::string_view text)
{
    for (const auto name : notNumbers) {
        if (text.starts_with(name))
            return name;
    }
    return {};
}

/// What the parser refuses although it says something: integers of more than 64 bits become doubles by a
/// fraction, and NaN and the infinities texts, by which names doubles know them.
std::string withUnusualNumbers(std::string_view text)
{
    constexpr std::size_t longestSafe = 18;
    std::string out;
    out.reserve(text.size() + 16);
    bool inString = false;
    for (std::size_t i = 0; i < text.size();) {
        if (const auto name = inString ? std::string_view() : notNumberAt(text.substr(i)); !name.empty()) {
            out.append("\"").append(name).append("\"");
            i += name.size();
            continue;
        }
        if (!inString && ascii::isDigit(text[i])) {
            auto end = i;
            while (end < text.size() && ascii::isDigit(text[end]))
                ++end;
            out += text.substr(i, end - i);
            const char next = end < text.size() ? text[end] : ' ';
            if (end - i > longestSafe && next != '.' && next != 'e' && next != 'E')
                out += ".0";
            // A fraction's digits are no integer.
            for (; end < text.size() && (ascii::isDigit(text[end]) ||
                                         std::string_view(".eE+-").find(text[end]) != std::string_view::npos);
                 ++end)
                out += text[end];
            i = end;
            continue;
        }
        if (inString && text[i] == '\\' && i + 1 < text.size())
            out += text[i++];
        else if (text[i] == '"')
            inString = !inString;
        out += text[i++];
    }
    return out;
}

} // namespace

Value valueFromJson(const simdjson::dom::element& element, ValueBudget& budget)
{
    if (!budget.spend())
        return {};
    using Type = simdjson::dom::element_type;
    switch (element.type()) {
    case Type::OBJECT: {
        ValueMap map;
        // Named: the range of a for loop does not keep the result alive that value_unsafe() refers into.
        const simdjson::dom::object object = element.get_object().value_unsafe();
        for (const auto field : object) {
            if (budget.isExceeded())
                break;
            map.insert(field.key, valueFromJson(field.value, budget));
        }
        return map;
    }
    case Type::ARRAY: {
        const auto array = element.get_array().value_unsafe();
        Value::List list;
        list.reserve(std::min(array.size(), budget.left()));
        for (const auto item : array) {
            if (budget.isExceeded())
                break;
            list.push_back(valueFromJson(item, budget));
        }
        return list;
    }
    case Type::STRING:
        return std::string_view(element.get_string().value_unsafe());
    case Type::BOOL:
        return bool(element.get_bool().value_unsafe());
    case Type::INT64:
        return element.get_int64().value_unsafe();
    case Type::UINT64:
        return static_cast<double>(element.get_uint64().value_unsafe());
    case Type::DOUBLE:
        return element.get_double().value_unsafe();
    case Type::NULL_VALUE:
        break;
    }
    return {};
}

std::string parseJsonDocument(simdjson::dom::parser& parser, std::string_view text,
                              simdjson::dom::element& root)
{
    auto error = parser.allocate(text.size() + 1, maxNesting);
    if (error == simdjson::SUCCESS)
        error = parser.parse(text.data(), text.size()).get(root);
    if (error == simdjson::NUMBER_ERROR || error == simdjson::TAPE_ERROR)
        error = parser.parse(withUnusualNumbers(text)).get(root);
    return error == simdjson::SUCCESS ? std::string() : simdjson::error_message(error);
}

Result<Value> parseJson(std::string_view text)
{
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    if (auto problem = parseJsonDocument(parser, text, root); !problem.empty())
        return makeError(ErrorKind::Parse, "InvalidJson", std::move(problem));
    ValueBudget budget;
    auto value = valueFromJson(root, budget);
    if (budget.isExceeded())
        return makeError(ErrorKind::Parse, "InvalidJson", ValueBudget::problem());
    return value;
}

} // namespace inia
