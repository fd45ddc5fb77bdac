#include "core/dynamodb/itemtext.h"

#include "core/dynamodb/calltransform.h"
#include "core/dynamodb/taggedvalue.h"
#include "core/protocol/jsonwriter.h"

#include <algorithm>

namespace inia::dynamodb {

namespace {

constexpr std::size_t indentWidth = 4;

/// JsonWriter knows no numbers beyond int64 and double, so the frame is laid out here.
class PlainWriter final {
public:
    void write(const NativeValue& value)
    {
        using enum NativeValue::Kind;
        switch (value.kind()) {
        case Bool:
            m_out += value.toBool() ? "true" : "false";
            break;
        case Number:
            number(value.number());
            break;
        case Float:
            m_out += toJson(value.floating());
            break;
        case Text:
            m_out += toJson(value.text(), JsonStyle::indented());
            break;
        case Binary:
            m_out += toJson(value.binary());
            break;
        case Time:
            m_out += toJson(value.time());
            break;
        case List:
        case Set:
            items(value.items());
            break;
        case Map:
            members(value.members());
            break;
        case Null:
        case Condition:
            m_out += "null";
            break;
        }
    }

    [[nodiscard]] std::string take() { return std::move(m_out); }

private:
    void number(const Decimal& number)
    {
        m_out += number.isFinite() ? number.text() : '"' + number.text() + '"';
    }

    void newLine()
    {
        m_out += '\n';
        m_out.append(m_depth * indentWidth, ' ');
    }

    /// Each of `all` on a line of its own; `writeOne` writes it.
    template <typename All, typename WriteOne>
    void block(char begin, const All& all, char end, WriteOne writeOne)
    {
        m_out += begin;
        ++m_depth;
        for (const auto& one : all) {
            if (&one != &all.front())
                m_out += ',';
            newLine();
            writeOne(one);
        }
        --m_depth;
        if (!all.empty())
            newLine();
        m_out += end;
    }

    void items(const NativeValue::List& all)
    {
        block('[', all, ']', [this](const NativeValue& item) { write(item); });
    }

    void members(const NativeValue::Members& all)
    {
        block('{', all, '}', [this](const NativeValue::Member& member) {
            m_out += toJson(member.first, JsonStyle::indented()) + ": ";
            write(member.second);
        });
    }

    std::string m_out;
    std::size_t m_depth = 0;
};

} // namespace

std::string toPlainJson(const NativeValue& value)
{
    PlainWriter writer;
    writer.write(value);
    return writer.take();
}

Result<std::string> toDynamoDbJson(const NativeValue& value)
{
    auto typed = toAttributeValue(value);
    if (!typed)
        return typed.error();
    return toJson(value.isMap() ? (*typed)["M"] : *typed, JsonStyle::indented());
}

namespace {

using NodeKind = JsonNode::Kind;

constexpr std::string_view typeNames = "S, N, B, BOOL, NULL, M, L, SS, NS and BS";

/// Sets and bytes become the maps that stand for them in JSON, of which numbers need none.
NativeValue withTags(const NativeValue& value)
{
    const auto itemsOf = [](const NativeValue& all) {
        NativeValue::List items;
        for (const auto& item : all.items())
            items.push_back(withTags(item));
        return NativeValue::list(std::move(items));
    };
    if (value.isBinary())
        return NativeValue::map({{"$blob", value.binary().toBase64().toStdString()}});
    if (value.isSet())
        return NativeValue::map({{"$set", itemsOf(value)}});
    if (value.isList())
        return itemsOf(value);
    if (!value.isMap())
        return value;
    NativeValue::Members members;
    for (const auto& [name, member] : value.members())
        members.emplace_back(name, withTags(member));
    const bool looksLikeTag = members.size() == 1 && members.front().first.starts_with('$');
    auto map = NativeValue::map(std::move(members));
    return looksLikeTag ? NativeValue::map({{"$map", std::move(map)}}) : map;
}

/// From nodes to values; the first problem ends it.
class ItemReader final {
public:
    explicit ItemReader(TextProblem& problem) : m_problem(problem) {}

    std::optional<NativeValue> item(const JsonNode& node, ItemForm form)
    {
        if (node.kind != NodeKind::Map) {
            (void)fail(node, "An item is an object: { \"name\": value, ... }");
            return std::nullopt;
        }
        NativeValue value;
        const bool good = members(node, value, [this, form](const JsonNode& one, NativeValue& out) {
            return form == ItemForm::Plain ? plain(one, out) : typed(one, out);
        });
        return good ? std::optional(value) : std::nullopt;
    }

private:
    bool fail(const JsonNode& node, std::string message)
    {
        m_problem = {std::move(message), node.offset};
        return false;
    }

    /// What the service would not hold is said where it stands.
    bool take(const JsonNode& node, NativeValue value, NativeValue& out)
    {
        const auto storable = toAttributeValue(value, m_path);
        if (!storable)
            return fail(node, storable.error().message);
        out = std::move(value);
        return true;
    }

    bool number(const JsonNode& node, std::string_view text, NativeValue& out)
    {
        auto decimal = Decimal::parse(text);
        if (!decimal || !decimal->isFinite())
            return fail(node, "'" + std::string(text) + "' is no number" + m_path.inWords());
        return take(node, *std::move(decimal), out);
    }

    template <typename ReadOne>
    bool members(const JsonNode& node, NativeValue& out, ReadOne readOne)
    {
        NativeValue::Members members;
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            const auto scope = m_path.member(node.names[i]);
            members.emplace_back(node.names[i], NativeValue());
            if (!readOne(node.items[i], members.back().second))
                return false;
        }
        out = NativeValue::map(std::move(members));
        return true;
    }

    template <typename ReadOne>
    bool items(const JsonNode& node, NativeValue::List& out, ReadOne readOne)
    {
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            const auto scope = m_path.item(i);
            out.emplace_back();
            if (!readOne(node.items[i], out.back()))
                return false;
        }
        return true;
    }

    bool plain(const JsonNode& node, NativeValue& out)
    {
        const auto again = [this](const JsonNode& one, NativeValue& value) { return plain(one, value); };
        switch (node.kind) {
        case NodeKind::Null:
            break;
        case NodeKind::Bool:
            out = node.isTrue;
            break;
        case NodeKind::Number:
            return number(node, node.text, out);
        case NodeKind::Text:
            out = node.text;
            break;
        case NodeKind::List: {
            NativeValue::List list;
            const bool good = items(node, list, again);
            out = NativeValue::list(std::move(list));
            return good;
        }
        case NodeKind::Map:
            if (node.names.size() == 1 && node.names.front().starts_with('$'))
                return tag(node, out);
            return members(node, out, again);
        }
        return true;
    }

    /// {"$set": ...} and its like.
    bool tag(const JsonNode& node, NativeValue& out)
    {
        const auto& name = node.names.front();
        const auto& content = node.items.front();
        if (name == "$set")
            return set(content, {}, out);
        if (name == "$condition" || name == "$float")
            return fail(node, '"' + name + "\" has no place in an item" + m_path.inWords());
        if (name == "$map" && content.kind == NodeKind::Map)
            return members(content, out,
                           [this](const JsonNode& one, NativeValue& value) { return plain(one, value); });
        const bool holdsText = name == "$decimal" || name == "$blob" || name == "$bytes";
        if (!holdsText && name != "$map")
            return members(node, out,
                           [this](const JsonNode& one, NativeValue& value) { return plain(one, value); });
        const bool isText = content.kind == NodeKind::Text;
        auto value = nativeFromTagged(Value::map({{name, isText ? Value(content.text) : Value()}}));
        if (!value)
            return fail(node, value.error().message + m_path.inWords());
        return take(node, *std::move(value), out);
    }

    /// `type` is SS, NS or BS; by the members' own kinds when it is empty.
    bool set(const JsonNode& node, std::string_view type, NativeValue& out)
    {
        if (node.kind != NodeKind::List)
            return fail(node, "A set is written as a list, [ ... ]" + m_path.inWords());
        if (node.items.empty())
            return fail(node, "A set cannot be empty; leave the attribute out" + m_path.inWords());
        NativeValue::List list;
        const bool good = items(node, list, [this, type](const JsonNode& one, NativeValue& value) {
            return type.empty() ? plain(one, value) : scalar(one, type.substr(0, 1), value);
        });
        if (!good)
            return false;
        const auto count = list.size();
        auto value = NativeValue::set(std::move(list));
        if (value.size() < count)
            return fail(node, "A value is twice in this set" + m_path.inWords());
        return take(node, std::move(value), out);
    }

    /// The content of S, N or B.
    bool scalar(const JsonNode& node, std::string_view type, NativeValue& out)
    {
        const bool isText = node.kind == NodeKind::Text;
        if (type == "N" && (isText || node.kind == NodeKind::Number))
            return number(node, node.text, out);
        if (!isText)
            return fail(node, '"' + std::string(type) + "\" has to hold a text in double quotes" +
                                  m_path.inWords());
        if (type == "S") {
            out = node.text;
            return true;
        }
        const auto bytes = QByteArray::fromBase64Encoding(QByteArray::fromStdString(node.text),
                                                          QByteArray::AbortOnBase64DecodingErrors);
        if (!bytes)
            return fail(node, "\"B\" has to hold base64 text" + m_path.inWords());
        out = *bytes;
        return true;
    }

    bool typed(const JsonNode& node, NativeValue& out)
    {
        if (node.kind != NodeKind::Map || node.names.size() != 1)
            return fail(node,
                        "A value stands with its type here, such as {\"S\": \"text\"}" + m_path.inWords());
        const auto& type = node.names.front();
        const auto& content = node.items.front();
        const auto again = [this](const JsonNode& one, NativeValue& value) { return typed(one, value); };
        if (type == "S" || type == "N" || type == "B")
            return scalar(content, type, out);
        if (type == "SS" || type == "NS" || type == "BS")
            return set(content, type, out);
        if (type == "M" && content.kind == NodeKind::Map)
            return members(content, out, again);
        if (type == "L" && content.kind == NodeKind::List) {
            NativeValue::List list;
            const bool good = items(content, list, again);
            out = NativeValue::list(std::move(list));
            return good;
        }
        return typedWord(content, type, out);
    }

    bool typedWord(const JsonNode& content, const std::string& type, NativeValue& out)
    {
        if (type == "BOOL" && content.kind == NodeKind::Bool) {
            out = content.isTrue;
            return true;
        }
        if (type == "NULL" && content.kind == NodeKind::Bool && content.isTrue)
            return true;
        const auto expected = type == "M"      ? "an object, { ... }"
                              : type == "L"    ? "a list, [ ... ]"
                              : type == "BOOL" ? "true or false"
                              : type == "NULL" ? "true"
                                               : nullptr;
        if (expected != nullptr)
            return fail(content, '"' + type + "\" has to hold " + expected + m_path.inWords());
        return fail(content, "There is no type \"" + type + "\"" + m_path.inWords() + "; there are " +
                                 std::string(typeNames));
    }

    TextProblem& m_problem;
    ValuePath m_path;
};

bool isOfKind(const NativeValue& value, TypedKind kind)
{
    return kind == TypedKind::Number   ? value.isNumber()
           : kind == TypedKind::Binary ? value.isBinary()
                                       : value.isText();
}

bool isEmpty(const NativeValue& value)
{
    return (value.isText() && value.text().empty()) || (value.isBinary() && value.binary().isEmpty());
}

Error keyError(std::string message)
{
    return makeError(ErrorKind::Parameter, "InvalidKey", std::move(message));
}

Result<void> checkKeys(const NativeValue& item, const KeySchema& keys)
{
    const bool isTable = keys.index.empty();
    const std::string owner = isTable ? std::string("the table") : "the index " + keys.index;
    for (const auto* part : {&keys.partition, &keys.sort}) {
        const std::string role = part == &keys.partition ? "partition key" : "sort key";
        for (const auto& key : *part) {
            const auto* value = item.find(key.name);
            if (value == nullptr && isTable)
                return keyError("The " + role + " '" + key.name + "' is missing");
            if (value == nullptr)
                continue; // the item is just not in the index
            const auto type = std::string(typedKindName(key.kind));
            if (!isOfKind(*value, key.kind))
                return keyError("'" + key.name + "' is the " + role + " of " + owner +
                                " and has to be of type " + type + "; it is " +
                                std::string(value->kindName()));
            if (isEmpty(*value))
                return keyError("'" + key.name + "' is the " + role + " of " + owner +
                                " and cannot be empty");
        }
    }
    return {};
}

} // namespace

Result<std::string> itemToText(const NativeValue& item, ItemForm form)
{
    return form == ItemForm::Typed ? toDynamoDbJson(item) : Result<std::string>(toPlainJson(withTags(item)));
}

std::optional<NativeValue> itemFromText(std::string_view text, ItemForm form, TextProblem& problem)
{
    const auto node = readJsonText(text, problem);
    return node ? ItemReader(problem).item(*node, form) : std::nullopt;
}

Result<void> checkItemKeys(const NativeValue& item, const TableSchema& schema)
{
    auto checked = checkKeys(item, schema.table);
    for (auto index = schema.indexes.begin(); checked && index != schema.indexes.end(); ++index)
        checked = checkKeys(item, *index);
    return checked;
}

} // namespace inia::dynamodb
