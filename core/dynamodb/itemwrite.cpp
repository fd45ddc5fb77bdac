#include "core/dynamodb/itemwrite.h"

namespace inia::dynamodb {

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
