#include "core/dynamodb/nativevalue.h"

#include "core/protocol/jsonwriter.h"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_set>

namespace inia::dynamodb {

namespace {

const NativeValue nullValue;
const NativeValue::List noItems;
const NativeValue::Members noMembers;
const std::string noText;

/// What makes an item of a set the same as another; nothing for what a set cannot hold anyway.
std::optional<std::string> identity(const NativeValue& value)
{
    using enum NativeValue::Kind;
    switch (value.kind()) {
    case Bool:
        return value.toBool() ? "n1E0" : "n0E0";
    case Number:
        return 'n' + value.number().canonicalText();
    case Text:
        return 't' + value.text();
    case Binary:
        return 'b' + value.binary().toStdString();
    default:
        return std::nullopt;
    }
}

/// Items without identity, of which no set can be sent, count as equal.
bool equalSets(const NativeValue::List& a, const NativeValue::List& b)
{
    const auto identities = [](const NativeValue::List& items) {
        std::multiset<std::optional<std::string>> all;
        for (const auto& item : items)
            all.insert(identity(item));
        return all;
    };
    return a.size() == b.size() && identities(a) == identities(b);
}

bool equalMaps(const NativeValue& a, const NativeValue& b)
{
    return a.size() == b.size() &&
           std::all_of(a.members().begin(), a.members().end(), [&b](const NativeValue::Member& member) {
               const auto* other = b.find(member.first);
               return other && *other == member.second;
           });
}

} // namespace

NativeValue::NativeValue(const NativeValue& other) = default;
NativeValue::NativeValue(NativeValue&& other) noexcept = default;
NativeValue& NativeValue::operator=(const NativeValue& other) = default;
NativeValue& NativeValue::operator=(NativeValue&& other) noexcept = default;
NativeValue::~NativeValue() = default;

NativeValue::NativeValue(const Condition& condition) : m_data(condition.node()) {}

NativeValue NativeValue::map(Members members)
{
    NativeValue value;
    value.m_data = std::make_shared<Members>(std::move(members));
    return value;
}

NativeValue NativeValue::list(List items)
{
    NativeValue value;
    value.m_data = std::make_shared<List>(std::move(items));
    return value;
}

NativeValue NativeValue::set(List items)
{
    std::unordered_set<std::string> seen;
    auto set = std::make_shared<Set>();
    for (auto& item : items) {
        const auto key = identity(item);
        if (!key || seen.insert(*key).second)
            set->items.push_back(std::move(item));
    }
    NativeValue value;
    value.m_data = std::move(set);
    return value;
}

NativeValue NativeValue::fromValue(const Value& value)
{
    switch (value.kind()) {
    case Value::Kind::Null:
        return {};
    case Value::Kind::Bool:
        return value.toBool();
    case Value::Kind::Int:
        return value.toInt();
    case Value::Kind::Double:
        return value.toDouble();
    case Value::Kind::Text:
        return value.text();
    case Value::Kind::Blob:
        return value.blob();
    case Value::Kind::Time:
        return value.time();
    case Value::Kind::List: {
        List items;
        for (const auto& item : value.items())
            items.push_back(fromValue(item));
        return list(std::move(items));
    }
    case Value::Kind::Map:
        break;
    }
    Members members;
    for (const auto& [name, member] : value.members())
        members.emplace_back(name, fromValue(member));
    return map(std::move(members));
}

bool NativeValue::toBool() const
{
    const auto* value = std::get_if<bool>(&m_data);
    return value && *value;
}

Decimal NativeValue::number() const
{
    const auto* value = std::get_if<Decimal>(&m_data);
    return value ? *value : Decimal();
}

double NativeValue::floating() const
{
    const auto* value = std::get_if<double>(&m_data);
    return value ? *value : 0;
}

const std::string& NativeValue::text() const
{
    const auto* value = std::get_if<std::string>(&m_data);
    return value ? *value : noText;
}

QByteArray NativeValue::binary() const
{
    const auto* value = std::get_if<QByteArray>(&m_data);
    return value ? *value : QByteArray();
}

Timestamp NativeValue::time() const
{
    const auto* value = std::get_if<Timestamp>(&m_data);
    return value ? *value : Timestamp();
}

const NativeValue::List& NativeValue::items() const
{
    if (const auto* value = std::get_if<std::shared_ptr<Set>>(&m_data))
        return (*value)->items;
    const auto* value = std::get_if<std::shared_ptr<List>>(&m_data);
    return value ? **value : noItems;
}

const NativeValue::Members& NativeValue::members() const
{
    const auto* value = std::get_if<std::shared_ptr<Members>>(&m_data);
    return value ? **value : noMembers;
}

std::shared_ptr<const ConditionNode> NativeValue::condition() const
{
    const auto* value = std::get_if<std::shared_ptr<const ConditionNode>>(&m_data);
    return value ? *value : nullptr;
}

const NativeValue* NativeValue::find(std::string_view name) const
{
    const auto& all = members();
    const auto found =
        std::find_if(all.begin(), all.end(), [name](const Member& member) { return member.first == name; });
    return found == all.end() ? nullptr : &found->second;
}

const NativeValue& NativeValue::operator[](std::string_view name) const
{
    const auto* value = find(name);
    return value ? *value : nullValue;
}

const NativeValue& NativeValue::operator[](std::size_t index) const
{
    const auto& all = items();
    return index < all.size() ? all[index] : nullValue;
}

void NativeValue::insert(std::string_view name, NativeValue value)
{
    auto* shared = std::get_if<std::shared_ptr<Members>>(&m_data);
    if (!shared)
        shared = &m_data.emplace<std::shared_ptr<Members>>(std::make_shared<Members>());
    else if (shared->use_count() > 1)
        *shared = std::make_shared<Members>(**shared);
    auto& all = **shared;
    const auto found =
        std::find_if(all.begin(), all.end(), [name](const Member& member) { return member.first == name; });
    if (found == all.end())
        all.emplace_back(std::string(name), std::move(value));
    else
        found->second = std::move(value);
}

void NativeValue::append(NativeValue value)
{
    auto* shared = std::get_if<std::shared_ptr<List>>(&m_data);
    if (!shared)
        shared = &m_data.emplace<std::shared_ptr<List>>(std::make_shared<List>());
    else if (shared->use_count() > 1)
        *shared = std::make_shared<List>(**shared);
    (*shared)->push_back(std::move(value));
}

bool operator==(const NativeValue& a, const NativeValue& b)
{
    using enum NativeValue::Kind;
    if (a.kind() != b.kind())
        return false;
    switch (a.kind()) {
    case Null:
        return true;
    case Number:
        return a.number() == b.number();
    case List:
        return a.items() == b.items();
    case Set:
        return equalSets(a.items(), b.items());
    case Map:
        return equalMaps(a, b);
    default:
        return a.m_data == b.m_data;
    }
}

std::string_view NativeValue::kindName() const
{
    static constexpr std::string_view names[] = {"null",   "a boolean", "a number",   "a float",
                                                 "a text", "binary",    "a time",     "a list",
                                                 "a map",  "a set",     "a condition"};
    return names[m_data.index()];
}

namespace {

constexpr JsonStyle readable{", ", ": ", 0, false};

class DisplayWriter final {
public:
    void write(const NativeValue& value)
    {
        using enum NativeValue::Kind;
        switch (value.kind()) {
        case Null:
            m_out += "null";
            break;
        case Bool:
            m_out += value.toBool() ? "true" : "false";
            break;
        case Number:
            m_out += value.number().text();
            break;
        case Float:
            m_out += toJson(value.floating(), readable);
            break;
        case Text:
            m_out += toJson(value.text(), readable);
            break;
        case Binary:
            m_out += toJson(value.binary(), readable);
            break;
        case Time:
            m_out += toJson(value.time(), readable);
            break;
        case List:
            items('[', value.items(), ']');
            break;
        case Set:
            items('{', value.items(), '}');
            break;
        case Map:
            members(value.members());
            break;
        case Condition:
            m_out += "condition";
            break;
        }
    }

    [[nodiscard]] std::string take() { return std::move(m_out); }

private:
    void items(char begin, const NativeValue::List& all, char end)
    {
        m_out += begin;
        for (const auto& item : all) {
            if (&item != &all.front())
                m_out += ", ";
            write(item);
        }
        m_out += end;
    }

    void members(const NativeValue::Members& all)
    {
        m_out += '{';
        for (const auto& member : all) {
            if (&member != &all.front())
                m_out += ", ";
            m_out += toJson(member.first, readable) + ": ";
            write(member.second);
        }
        m_out += '}';
    }

    std::string m_out;
};

} // namespace

std::string displayText(const NativeValue& value)
{
    if (value.isText())
        return value.text();
    if (value.isBinary())
        return value.binary().toBase64().toStdString();
    DisplayWriter writer;
    writer.write(value);
    return writer.take();
}

namespace {

Condition joined(std::string_view format, std::vector<Operand> operands)
{
    return Condition(std::make_shared<ConditionNode>(ConditionNode{format, std::move(operands)}));
}

} // namespace

Condition operator&(const Condition& a, const Condition& b)
{
    return joined("({0} AND {1})", {a, b});
}
Condition operator|(const Condition& a, const Condition& b)
{
    return joined("({0} OR {1})", {a, b});
}
Condition operator~(const Condition& condition)
{
    return joined("(NOT {0})", {condition});
}

Operand::Operand(const Attribute& attribute) : m_data(attribute.m_self.m_data) {}

Condition Attribute::made(std::string_view format, std::vector<Operand> values) const
{
    values.insert(values.begin(), m_self);
    return joined(format, std::move(values));
}

Condition Attribute::eq(Operand value) const
{
    return made("{0} = {1}", {std::move(value)});
}
Condition Attribute::lt(Operand value) const
{
    return made("{0} < {1}", {std::move(value)});
}
Condition Attribute::lte(Operand value) const
{
    return made("{0} <= {1}", {std::move(value)});
}
Condition Attribute::gt(Operand value) const
{
    return made("{0} > {1}", {std::move(value)});
}
Condition Attribute::gte(Operand value) const
{
    return made("{0} >= {1}", {std::move(value)});
}
Condition Attribute::beginsWith(Operand value) const
{
    return made("begins_with({0}, {1})", {std::move(value)});
}
Condition Attribute::between(Operand low, Operand high) const
{
    return made("{0} BETWEEN {1} AND {2}", {std::move(low), std::move(high)});
}

Condition Attr::ne(Operand value) const
{
    return made("{0} <> {1}", {std::move(value)});
}

Condition Attr::isIn(NativeValue values) const
{
    return Condition(std::make_shared<ConditionNode>(
        ConditionNode{"{0} IN {1}", {Operand(*this), Operand(std::move(values))}, true}));
}

Condition Attr::isIn(std::initializer_list<NativeValue> values) const
{
    return isIn(NativeValue::list(values));
}

Condition Attr::exists() const
{
    return made("attribute_exists({0})");
}
Condition Attr::notExists() const
{
    return made("attribute_not_exists({0})");
}
Condition Attr::contains(Operand value) const
{
    return made("contains({0}, {1})", {std::move(value)});
}
Size Attr::size() const
{
    return Size(made("size({0})"));
}
Condition Attr::attributeType(Operand type) const
{
    return made("attribute_type({0}, {1})", {std::move(type)});
}

} // namespace inia::dynamodb
