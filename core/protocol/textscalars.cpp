#include "core/protocol/textscalars.h"

#include "core/protocol/scalartext.h"
#include "core/protocol/timestamps.h"

#include <optional>

namespace inia {

namespace {

template <typename T>
bool accept(std::optional<T> parsed, const std::string& text, std::string_view expected, Value& value,
            std::string& problem)
{
    if (parsed) {
        value = std::move(*parsed);
        return true;
    }
    problem = "\"" + text.substr(0, 60) + "\" is not " + std::string(expected);
    return false;
}

} // namespace

bool scalarFromText(ShapeType type, std::string text, Value& value, std::string& problem)
{
    switch (type) {
    case ShapeType::Bool:
        value = text == "true";
        return true;
    case ShapeType::Int:
    case ShapeType::Long:
        return accept(parseInteger(text), text, "an integer", value, problem);
    case ShapeType::Float:
    case ShapeType::Double:
        return accept(parseDouble(text), text, "a number", value, problem);
    case ShapeType::Time:
        return accept(parseTimestamp(text), text, "a timestamp", value, problem);
    case ShapeType::Blob:
        return accept(parseBase64(text), text, "base64", value, problem);
    default:
        value = std::move(text);
        return true;
    }
}

} // namespace inia
