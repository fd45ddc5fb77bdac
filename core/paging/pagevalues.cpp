#include "core/paging/pagevalues.h"

#include <algorithm>

namespace inia {

namespace {

bool startsCharacter(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

std::size_t characterCount(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), startsCharacter));
}

/// Byte offset of a character; the size of the text behind its last one.
std::size_t offsetOf(std::string_view text, std::size_t character)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (startsCharacter(text[i]) && character-- == 0)
            return i;
    }
    return text.size();
}

} // namespace

bool isFalsy(const Value& value)
{
    if (value.isNumber())
        return value.toDouble() == 0;
    if (value.isBool())
        return !value.toBool();
    return value.isNull() || (value.isText() && value.text().empty()) ||
           (value.isBlob() && value.blob().isEmpty()) ||
           ((value.isMap() || value.isList()) && value.size() == 0);
}

std::size_t itemCount(const Value& value)
{
    return value.isText() ? characterCount(value.text()) : value.size();
}

Value sliced(const Value& value, std::int64_t from, std::int64_t to)
{
    const auto count = static_cast<std::int64_t>(itemCount(value));
    const auto first = std::clamp<std::int64_t>(from < 0 ? count + from : from, 0, count);
    const auto last = std::clamp(to, first, count);
    if (value.isText()) {
        const auto begin = offsetOf(value.text(), static_cast<std::size_t>(first));
        const auto end = offsetOf(value.text(), static_cast<std::size_t>(last));
        return value.text().substr(begin, end - begin);
    }
    if (!value.isList())
        return {};
    return Value::List(value.items().begin() + first, value.items().begin() + last);
}

Value& valueAt(Value& whole, std::string_view path)
{
    Value* found = &whole;
    while (true) {
        const auto dot = path.find('.');
        found = &found->mutableMap()[path.substr(0, dot)];
        if (dot == std::string_view::npos)
            return *found;
        path.remove_prefix(dot + 1);
    }
}

Value::List elements(const Value& value)
{
    if (value.isList())
        return value.items();
    Value::List result;
    for (const auto& [name, member] : value.members())
        result.emplace_back(name);
    const std::string_view text = value.text();
    for (std::size_t begin = 0; begin < text.size();) {
        const auto size = offsetOf(text.substr(begin), 1);
        result.emplace_back(text.substr(begin, size));
        begin += size;
    }
    return result;
}

} // namespace inia
