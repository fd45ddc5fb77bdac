#include "core/client/secretshapes.h"

#include "core/common/redaction.h"

#include <algorithm>

namespace inia {

namespace {

bool isSecret(std::string_view memberName, const Shape& shape)
{
    return shape.flag("sensitive") || isSecretMember(memberName);
}

bool isScalar(const Shape& shape)
{
    return shape.type() != ShapeType::Structure && shape.type() != ShapeType::List &&
           shape.type() != ShapeType::Map;
}

} // namespace

const SecretShapes::Member* SecretShapes::Table::find(std::string_view name, std::size_t& hint) const
{
    for (std::size_t tried = 0; tried < members.size(); ++tried) {
        if (hint >= members.size())
            hint = 0;
        if (const auto& member = members[hint++]; member.name == name)
            return &member;
    }
    return nullptr;
}

const SecretShapes::Table* SecretShapes::tableOf(const Shape& shape)
{
    std::vector<Table*> added;
    const Table* table = build(shape, added);
    // Shapes may hold themselves, so that what one holds is known only when all are there.
    const auto holds = [](const Member& member) {
        return member.isSecret || (member.table && member.table->holdsSecrets);
    };
    const auto isOpen = [](const Member& member) { return member.table && member.table->hasOpenNames; };
    for (bool changed = !added.empty(); changed;) {
        changed = false;
        for (Table* one : added) {
            const bool now = one->isDocument || holds(one->inner) ||
                             std::any_of(one->members.begin(), one->members.end(), holds);
            const bool open = one->isDocument || one->type == ShapeType::Map || isOpen(one->inner) ||
                              std::any_of(one->members.begin(), one->members.end(), isOpen);
            changed = changed || now != one->holdsSecrets || open != one->hasOpenNames;
            one->holdsSecrets = now;
            one->hasOpenNames = open;
        }
    }
    return table;
}

const SecretShapes::Table* SecretShapes::build(const Shape& shape, std::vector<Table*>& added)
{
    if (!shape.valid() || isScalar(shape))
        return nullptr;
    auto& place = m_tables[shape.name()];
    if (place)
        return place.get();
    place = std::make_unique<Table>();
    Table* table = place.get();
    added.push_back(table);
    table->type = shape.type();
    table->isDocument = shape.isDocument();
    const auto member = [&](std::string_view name, const Shape& target) {
        return Member{name, isSecret(name, target), target.location().empty(), build(target, added)};
    };
    if (shape.type() == ShapeType::List)
        table->inner = member({}, shape.element());
    else if (shape.type() == ShapeType::Map)
        table->inner = member({}, shape.value());
    for (std::uint32_t i = 0; shape.type() == ShapeType::Structure && i < shape.memberCount(); ++i) {
        const auto one = shape.memberAt(i);
        table->members.push_back(member(one.name, one.shape));
    }
    return table;
}

bool SecretShapes::mayHold(const Shape& shape)
{
    const Table* table = tableOf(shape);
    return table && table->holdsSecrets;
}

class SecretShapes::Collector final {
public:
    Collector(Part part, std::vector<std::string>& secrets) : m_part(part), m_secrets(secrets) {}

    void collect(const Table* table, const Value& value, bool secret)
    {
        if (value.isText() || value.isBlob()) {
            if (secret)
                m_secrets.push_back(value.isText() ? value.text() : value.blob().toStdString());
            return;
        }
        const bool isList = table && table->type == ShapeType::List;
        if (!secret && isList && value.records() && !table->holdsSecrets && !table->hasOpenNames)
            return; // these have no members but those of their shape
        for (const auto& item : value.items())
            collect(isList ? table->inner.table : nullptr, item, secret || (isList && table->inner.isSecret));
        const bool isMap = table && table->type == ShapeType::Map;
        std::size_t hint = 0;
        for (const auto& [name, member] : value.members()) {
            const Member* known = isMap ? &table->inner : table ? table->find(name, hint) : nullptr;
            if (m_part == Part::Body && known && !known->isInBody)
                continue;
            const bool isNamedSecret = known && !isMap ? false : isSecretMember(name);
            collect(known ? known->table : nullptr, member,
                    secret || isNamedSecret || (known && known->isSecret));
        }
    }

private:
    Part m_part;
    std::vector<std::string>& m_secrets;
};

void SecretShapes::collect(const Shape& shape, const Value& value, Part part,
                           std::vector<std::string>& secrets)
{
    Collector(part, secrets).collect(tableOf(shape), value, false);
}

Value SecretShapes::redacted(const Shape& shape, const Value& value)
{
    const Table* table = tableOf(shape);
    return table ? redacted(*table, value) : value;
}

Value SecretShapes::redacted(const Table& table, const Value& value)
{
    if (!table.holdsSecrets)
        return value;
    if (table.type == ShapeType::List && value.isList()) {
        Value::List items;
        items.reserve(value.size());
        for (const auto& item : value.items())
            items.push_back(table.inner.isSecret && !item.isNull() ? Value(redactedText)
                            : table.inner.table                    ? redacted(*table.inner.table, item)
                                                                   : item);
        return items;
    }
    return value.isMap() ? redactedMembers(table, value) : value;
}

Value SecretShapes::redactedMembers(const Table& table, const Value& value)
{
    Value result = value;
    std::size_t hint = 0;
    for (const auto& [name, member] : value.members()) {
        const Member* known = table.type == ShapeType::Map ? &table.inner : table.find(name, hint);
        if (!known) {
            if (isSecretMember(name))
                result.insert(name, redactedText);
        } else if (known->isSecret) {
            result.insert(name, redactedText);
        } else if (known->table && known->table->holdsSecrets) {
            result.insert(name, redacted(*known->table, member));
        }
    }
    return result;
}

} // namespace inia
