#include "core/protocol/jsonreader.h"

#include <simdjson.h>

namespace inia {

Value valueFromJson(const simdjson::dom::element& element)
{
    using Type = simdjson::dom::element_type;
    switch (element.type()) {
    case Type::OBJECT: {
        ValueMap map;
        // Named: the range of a for loop does not keep the result alive that value_unsafe() refers into.
        const simdjson::dom::object object = element.get_object().value_unsafe();
        for (const auto field : object)
            map.insert(field.key, valueFromJson(field.value));
        return map;
    }
    case Type::ARRAY: {
        const auto array = element.get_array().value_unsafe();
        Value::List list;
        list.reserve(array.size());
        for (const auto item : array)
            list.push_back(valueFromJson(item));
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

Result<Value> parseJson(std::string_view text)
{
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    if (auto error = parser.allocate(text.size() + 1, maxNesting); error != simdjson::SUCCESS)
        return makeError(ErrorKind::Parse, "InvalidJson", simdjson::error_message(error));
    if (const auto error = parser.parse(text.data(), text.size()).get(root))
        return makeError(ErrorKind::Parse, "InvalidJson", simdjson::error_message(error));
    return valueFromJson(root);
}

} // namespace inia
