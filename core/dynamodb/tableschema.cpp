#include "core/dynamodb/tableschema.h"

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

} // namespace inia::dynamodb
