#include "core/paging/pagetoken.h"

#include "core/jmespath/jsontext.h"
#include "core/model/document.h"
#include "core/paging/paginationconfig.h"

#include <algorithm>
#include <optional>

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

namespace {

constexpr std::string_view encodedKeysName = "boto_encoded_keys";
constexpr std::string_view truncateName = "boto_truncate_amount";

void collectBlobPaths(const Value& value, Value::List& path, Value::List& paths)
{
    if (value.isBlob())
        paths.emplace_back(path);
    std::int64_t index = 0;
    for (const auto& item : value.items()) {
        path.emplace_back(index++);
        collectBlobPaths(item, path, paths);
        path.pop_back();
    }
    for (const auto& [name, member] : value.members()) {
        path.emplace_back(name);
        collectBlobPaths(member, path, paths);
        path.pop_back();
    }
}

/// Puts the blob that stands there as base64 in its place; false when the path leads nowhere.
bool restoreBlob(Value& whole, const Value& path)
{
    Value* found = &whole;
    for (const auto& step : path.items()) {
        if (found->isMap() && step.isText() && found->contains(step.text())) {
            found = found->mutableMap().find(step.text());
        } else if (found->isList() && step.isInt() && step.toInt() >= 0 &&
                   static_cast<std::size_t>(step.toInt()) < found->size()) {
            found = &found->mutableList()[static_cast<std::size_t>(step.toInt())];
        } else {
            return false;
        }
    }
    if (!found->isText())
        return false;
    *found = QByteArray::fromBase64(QByteArray::fromStdString(found->text()));
    return true;
}

std::optional<Value> decode(const std::string& text)
{
    const auto json = QByteArray::fromBase64(QByteArray::fromStdString(text));
    if (!json.startsWith('{'))
        return std::nullopt;
    const auto document = Document::fromJson(json.toStdString(), "the starting token");
    if (!document || !(*document)->root().isMap())
        return std::nullopt;
    Value tokens = (*document)->root().toValue();
    const Value paths = tokens[encodedKeysName];
    tokens.mutableMap().remove(encodedKeysName);
    for (const auto& path : paths.items()) {
        if (!restoreBlob(tokens, path))
            return std::nullopt;
    }
    return tokens;
}

std::vector<std::string> split(std::string_view text, std::string_view separator)
{
    std::vector<std::string> parts;
    for (auto end = text.find(separator); end != std::string_view::npos; end = text.find(separator)) {
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(end + separator.size());
    }
    parts.emplace_back(text);
    return parts;
}

Error badToken(const std::string& text)
{
    return makeError(ErrorKind::Parameter, "PaginationError", "Bad starting token: " + text);
}

Result<PagePosition> parseOldToken(const std::string& text, const std::vector<std::string>& inputTokens)
{
    auto parts = split(text, "___");
    PagePosition position{Value::emptyMap(), 0};
    if (parts.size() == inputTokens.size() + 1) {
        if (const auto skip = wholeNumber(Value(parts.back()))) {
            position.skip = *skip;
            parts.pop_back();
        } else {
            parts = {text};
        }
    }
    if (parts.size() > inputTokens.size())
        return badToken(text);
    for (std::size_t i = 0; i < inputTokens.size(); ++i) {
        const bool given = i < parts.size() && parts[i] != "None";
        position.tokens.insert(inputTokens[i], given ? Value(parts[i]) : Value());
    }
    return position;
}

} // namespace

Value PagePosition::encodable() const
{
    Value whole = tokens;
    if (skip != 0)
        whole.insert(truncateName, skip);
    return whole;
}

std::string encodePageToken(const Value& tokens)
{
    Value::List path;
    Value::List paths;
    collectBlobPaths(tokens, path, paths);
    Value whole = tokens;
    if (!paths.empty())
        whole.insert(encodedKeysName, std::move(paths));
    return QByteArray::fromStdString(jmespath::spacedJsonText(whole)).toBase64().toStdString();
}

Result<PagePosition> parsePageToken(const std::string& text, const std::vector<std::string>& inputTokens)
{
    auto tokens = decode(text);
    if (!tokens)
        return parseOldToken(text, inputTokens);
    PagePosition position;
    if (tokens->contains(truncateName)) {
        const auto& skip = (*tokens)[truncateName];
        if (!skip.isInt())
            return badToken(text);
        position.skip = skip.toInt();
        tokens->mutableMap().remove(truncateName);
    }
    for (const auto& [name, token] : tokens->members()) {
        if (std::find(inputTokens.begin(), inputTokens.end(), name) == inputTokens.end())
            return parseOldToken(text, inputTokens);
    }
    for (const auto& name : inputTokens) {
        if (!tokens->contains(name))
            tokens->insert(name, Value());
    }
    position.tokens = std::move(*tokens);
    return position;
}

} // namespace inia
