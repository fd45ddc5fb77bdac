#include "core/dynamodb/itemrequests.h"

#include "core/dynamodb/nativevalue.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <array>

namespace inia::dynamodb {

namespace {

TypedKind kindOf(const Value& definitions, const std::string& name)
{
    for (const auto& definition : definitions.items()) {
        if (definition["AttributeName"].text() != name)
            continue;
        const auto& type = definition["AttributeType"].text();
        return type == "N" ? TypedKind::Number : type == "B" ? TypedKind::Binary : TypedKind::Text;
    }
    return TypedKind::Text;
}

KeySchema keySchema(const Value& described, const Value& definitions)
{
    KeySchema schema;
    schema.index = described["IndexName"].text();
    schema.projection = described["Projection"]["ProjectionType"].text();
    for (const auto& element : described["KeySchema"].items()) {
        const auto& name = element["AttributeName"].text();
        auto& part = element["KeyType"].text() == "HASH" ? schema.partition : schema.sort;
        part.push_back({name, kindOf(definitions, name)});
    }
    return schema;
}

} // namespace

std::string_view typedKindName(TypedKind kind)
{
    static constexpr std::string_view names[] = {"S", "N", "B", "BOOL", "NULL"};
    return names[static_cast<std::size_t>(kind)];
}

TableSchema TableSchema::fromDescription(const Value& table)
{
    const auto& definitions = table["AttributeDefinitions"];
    TableSchema schema;
    schema.name = table["TableName"].text();
    schema.table = keySchema(table, definitions);
    for (const auto& index : table["LocalSecondaryIndexes"].items())
        schema.indexes.push_back(keySchema(index, definitions));
    for (const auto& index : table["GlobalSecondaryIndexes"].items()) {
        schema.indexes.push_back(keySchema(index, definitions));
        schema.indexes.back().isGlobal = true;
    }
    schema.itemCount = table["ItemCount"].toInt();
    schema.sizeBytes = table["TableSizeBytes"].toInt();
    return schema;
}

const KeySchema& TableSchema::keys(std::string_view index) const
{
    for (const auto& schema : indexes) {
        if (schema.index == index)
            return schema;
    }
    return table;
}

namespace {

using Operator = AttributeTest::Operator;

constexpr std::array<std::string_view, 10> attributeTypes{"S",  "SS",   "N",    "NS", "B",
                                                          "BS", "BOOL", "NULL", "L",  "M"};

Error refused(std::string message)
{
    return makeError(ErrorKind::Parameter, "BadValue", std::move(message));
}

Result<NativeValue> parseNumber(std::string_view text)
{
    if (text.empty())
        return refused("Give a number");
    const auto number = Decimal::parse(text);
    if (!number)
        return refused("\u201c" + std::string(text) + "\u201d is not a number");
    if (const auto storable = number->checkStorable(); !storable)
        return storable.error();
    return NativeValue(*number);
}

Result<NativeValue> parseBase64(std::string_view text)
{
    const auto bytes =
        QByteArray::fromBase64Encoding(QByteArray(text.data(), static_cast<qsizetype>(text.size())),
                                       QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes)
        return refused("Binary values are written in base64, and this is none");
    return NativeValue(*bytes);
}

bool isOrder(Operator op)
{
    return op == Operator::Less || op == Operator::LessOrEqual || op == Operator::Greater ||
           op == Operator::GreaterOrEqual || op == Operator::Between;
}

bool isSize(Operator op)
{
    return op >= Operator::SizeEqual;
}

/// One test on its way into a condition: tells where its problems are.
class TestBuilder final {
public:
    TestBuilder(const AttributeTest& test, QueryProblem::Part part, std::size_t row,
                std::vector<QueryProblem>& problems)
        : m_test(test), m_part(part), m_row(row), m_problems(problems)
    {
    }

    [[nodiscard]] std::optional<Condition> keyCondition()
    {
        if (!check() || !parseValues())
            return std::nullopt;
        for (const auto& value : m_values) {
            const bool isEmpty = value.isBinary() ? value.binary().isEmpty() : value.text().empty();
            if (!value.isNumber() && isEmpty) {
                complain("Give a value for " + m_test.attribute);
                return std::nullopt;
            }
        }
        return compared(Key::named(m_test.attribute));
    }

    [[nodiscard]] std::optional<Condition> filterCondition()
    {
        if (!check() || !parseValues())
            return std::nullopt;
        const Attr attribute = m_test.isName ? Attr::named(m_test.attribute) : Attr(m_test.attribute);
        switch (m_test.op) {
        case Operator::NotEqual:
            return attribute.ne(m_values[0]);
        case Operator::IsIn:
            return attribute.isIn(NativeValue::list(m_values));
        case Operator::Exists:
            return attribute.exists();
        case Operator::NotExists:
            return attribute.notExists();
        case Operator::Contains:
            return attribute.contains(m_values[0]);
        case Operator::NotContains:
            return ~attribute.contains(m_values[0]);
        case Operator::HasType:
            return attribute.attributeType(m_values[0]);
        default:
            return isSize(m_test.op) ? compared(attribute.size()) : compared(attribute);
        }
    }

private:
    void complain(std::string message) { m_problems.push_back({m_part, m_row, std::move(message)}); }

    [[nodiscard]] bool check()
    {
        if (m_test.attribute.empty()) {
            complain("Name an attribute");
            return false;
        }
        const auto wanted = valueCount(m_test.op);
        const auto given = m_test.values.size();
        if (wanted >= 0 ? given != static_cast<std::size_t>(wanted) : given == 0) {
            complain(wanted == 2 ? "Give both ends of the range" : "Give a value");
            return false;
        }
        const bool isOrdered = m_test.kind == TypedKind::Text || m_test.kind == TypedKind::Number ||
                               m_test.kind == TypedKind::Binary;
        if (isOrder(m_test.op) && !isOrdered) {
            complain("Only text, numbers and binary values have an order");
            return false;
        }
        if (m_test.op == Operator::BeginsWith && m_test.kind != TypedKind::Text &&
            m_test.kind != TypedKind::Binary) {
            complain("Only text and binary values can begin with something");
            return false;
        }
        return true;
    }

    [[nodiscard]] bool parseValues()
    {
        const auto kind = m_test.op == Operator::HasType ? TypedKind::Text
                          : isSize(m_test.op)            ? TypedKind::Number
                                                         : m_test.kind;
        for (const auto& text : m_test.values) {
            auto value = parseTyped(kind, text);
            if (value && m_test.op == Operator::HasType &&
                std::find(attributeTypes.begin(), attributeTypes.end(), value->text()) ==
                    attributeTypes.end())
                value = refused("The types are S, N, B, BOOL, NULL, L, M, SS, NS and BS");
            if (!value) {
                complain(value.error().message);
                return false;
            }
            m_values.push_back(std::move(value).value());
        }
        return true;
    }

    [[nodiscard]] std::optional<Condition> compared(const Attribute& attribute)
    {
        switch (m_test.op) {
        case Operator::Equal:
        case Operator::SizeEqual:
            return attribute.eq(m_values[0]);
        case Operator::Less:
        case Operator::SizeLess:
            return attribute.lt(m_values[0]);
        case Operator::LessOrEqual:
        case Operator::SizeLessOrEqual:
            return attribute.lte(m_values[0]);
        case Operator::Greater:
        case Operator::SizeGreater:
            return attribute.gt(m_values[0]);
        case Operator::GreaterOrEqual:
        case Operator::SizeGreaterOrEqual:
            return attribute.gte(m_values[0]);
        case Operator::BeginsWith:
            return attribute.beginsWith(m_values[0]);
        case Operator::Between:
            return attribute.between(m_values[0], m_values[1]);
        default:
            complain("A key cannot be asked this");
            return std::nullopt;
        }
    }

    const AttributeTest& m_test;
    QueryProblem::Part m_part;
    std::size_t m_row;
    std::vector<QueryProblem>& m_problems;
    NativeValue::List m_values;
};

/// The tests of one part, all of which have to hold, behind what `sum` already asks.
void conjoin(std::optional<Condition>& sum, const std::vector<AttributeTest>& tests, QueryProblem::Part part,
             std::vector<QueryProblem>& problems)
{
    for (std::size_t row = 0; row < tests.size(); ++row) {
        TestBuilder builder(tests[row], part, row, problems);
        const auto condition =
            part == QueryProblem::Part::Filter ? builder.filterCondition() : builder.keyCondition();
        if (condition)
            sum = sum ? *sum & *condition : *condition;
    }
}

} // namespace

Result<NativeValue> parseTyped(TypedKind kind, std::string_view text)
{
    switch (kind) {
    case TypedKind::Number:
        return parseNumber(ascii::trimmed(text));
    case TypedKind::Binary:
        return parseBase64(ascii::trimmed(text));
    case TypedKind::Bool:
        if (ascii::trimmed(text) == "true" || ascii::trimmed(text) == "false")
            return NativeValue(ascii::trimmed(text) == "true");
        return refused("Write true or false");
    case TypedKind::Null:
        return NativeValue();
    case TypedKind::Text:
        break;
    }
    return NativeValue(text);
}

int valueCount(Operator op)
{
    switch (op) {
    case Operator::Exists:
    case Operator::NotExists:
        return 0;
    case Operator::Between:
        return 2;
    case Operator::IsIn:
        return -1;
    default:
        return 1;
    }
}

bool takesKind(Operator op)
{
    return valueCount(op) != 0 && op != Operator::HasType && !isSize(op);
}

const char* ItemQuery::operation() const
{
    return mode == Mode::Query ? "Query" : "Scan";
}

NativeValue ItemQuery::params(std::vector<QueryProblem>& problems) const
{
    using Part = QueryProblem::Part;
    NativeValue params = NativeValue::map({{"TableName", table}});
    if (!index.empty())
        params.insert("IndexName", index);
    std::optional<Condition> filter;
    conjoin(filter, filters, Part::Filter, problems);
    if (filter)
        params.insert("FilterExpression", *filter);
    if (mode == Mode::Query) {
        std::optional<Condition> key;
        conjoin(key, partition, Part::Partition, problems);
        conjoin(key, sort, Part::Sort, problems);
        if (partition.empty())
            problems.push_back({Part::Partition, 0, "A query needs the partition key"});
        if (key)
            params.insert("KeyConditionExpression", *key);
        if (descending)
            params.insert("ScanIndexForward", false);
    }
    if (pageSize)
        params.insert("Limit", *pageSize);
    if (consistentRead)
        params.insert("ConsistentRead", true);
    params.insert("ReturnConsumedCapacity", index.empty() ? "TOTAL" : "INDEXES");
    return params;
}

namespace {

/// Expressions end at 4 KB.
constexpr std::size_t mostChanges = 150;

/// Names and values of an expression; only placeholders stand in it, whatever attributes are called.
class Placeholders final {
public:
    std::string name(const std::string& attribute)
    {
        const std::string placeholder = "#n" + std::to_string(m_names.size());
        m_names.insert(placeholder, attribute);
        return placeholder;
    }
    std::string value(const NativeValue& value)
    {
        const std::string placeholder = ":v" + std::to_string(m_values.size());
        m_values.insert(placeholder, value);
        return placeholder;
    }
    void addTo(NativeValue& params) const
    {
        params.insert("ExpressionAttributeNames", m_names);
        if (m_values.size() > 0)
            params.insert("ExpressionAttributeValues", m_values);
    }

private:
    NativeValue m_names = NativeValue::map({});
    NativeValue m_values = NativeValue::map({});
};

void appendTo(std::string& list, const std::string& one)
{
    list += (list.empty() ? "" : ", ") + one;
}

/// The attributes that differ, as an update and the condition that goes with it.
struct Changes {
    std::string sets;
    std::string removes;
    std::string condition;
    std::size_t count = 0;
    Placeholders placeholders;

    void add(const std::string& attribute, const NativeValue* before, const NativeValue* after)
    {
        const auto name = placeholders.name(attribute);
        condition += before != nullptr ? " AND " + name + " = " + placeholders.value(*before)
                                       : " AND attribute_not_exists(" + name + ')';
        if (after != nullptr)
            appendTo(sets, name + " = " + placeholders.value(*after));
        else
            appendTo(removes, name);
        ++count;
    }

    [[nodiscard]] std::string update() const
    {
        const std::string set = sets.empty() ? std::string() : "SET " + sets;
        const std::string remove = removes.empty() ? std::string() : "REMOVE " + removes;
        return set.empty() || remove.empty() ? set + remove : set + ' ' + remove;
    }
};

Error refused(std::string code, std::string message)
{
    return makeError(ErrorKind::Parameter, std::move(code), std::move(message));
}

} // namespace

NativeValue keyOf(const NativeValue& item, const KeySchema& keys)
{
    NativeValue::Members members;
    for (const auto* part : {&keys.partition, &keys.sort}) {
        for (const auto& key : *part)
            members.emplace_back(key.name, item[key.name]);
    }
    return NativeValue::map(std::move(members));
}

NativeValue getItemParams(const std::string& table, const NativeValue& key)
{
    return NativeValue::map(
        {{"TableName", table}, {"Key", key}, {"ConsistentRead", true}, {"ReturnConsumedCapacity", "TOTAL"}});
}

NativeValue newItemParams(const std::string& table, const NativeValue& item, const KeySchema& keys)
{
    Placeholders placeholders;
    auto params =
        NativeValue::map({{"TableName", table}, {"Item", item}, {"ReturnConsumedCapacity", "TOTAL"}});
    params.insert("ConditionExpression",
                  "attribute_not_exists(" + placeholders.name(keys.partition.front().name) + ')');
    placeholders.addTo(params);
    return params;
}

Result<NativeValue> editedItemParams(const std::string& table, const NativeValue& before,
                                     const NativeValue& after, const KeySchema& keys)
{
    const auto key = keyOf(before, keys);
    if (!(keyOf(after, keys) == key))
        return refused("KeyChanged", "The key of an item cannot be changed; duplicate the item under its new "
                                     "key and delete this one");
    Changes changes;
    changes.condition = "attribute_exists(" + changes.placeholders.name(keys.partition.front().name) + ')';
    for (const auto& [name, value] : after.members()) {
        const auto* old = before.find(name);
        if (old == nullptr || !(*old == value))
            changes.add(name, old, &value);
    }
    for (const auto& [name, value] : before.members()) {
        if (!after.contains(name))
            changes.add(name, &value, nullptr);
    }
    if (changes.count == 0)
        return refused("NoChange", "Nothing was changed");
    if (changes.count > mostChanges)
        return refused("TooMany", std::to_string(changes.count) +
                                      " attributes were changed; one call can change " +
                                      std::to_string(mostChanges) + ", so write them in several steps");
    auto params = NativeValue::map({{"TableName", table},
                                    {"Key", key},
                                    {"UpdateExpression", changes.update()},
                                    {"ConditionExpression", changes.condition},
                                    {"ReturnValues", "ALL_NEW"},
                                    {"ReturnConsumedCapacity", "TOTAL"}});
    changes.placeholders.addTo(params);
    return params;
}

} // namespace inia::dynamodb
