#include "core/observe/secretshapes.h"

#include "core/common/redaction.h"
#include "core/common/secretnames.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <optional>
#include <set>

namespace inia {

namespace {

constexpr std::size_t longestAskedName = 256; ///< longer texts are no names
constexpr char responseMetadata[] = "ResponseMetadata";

bool isScalar(const Shape& shape)
{
    return shape.type() != ShapeType::Structure && shape.type() != ShapeType::List &&
           shape.type() != ShapeType::Map;
}

/// Parameters, answers and errors may be sensitive as a whole.
bool isAllSecret(const Shape& shape)
{
    return shape.valid() && shape.flag("sensitive");
}

/// What a name may make secret: texts and bytes, and lists and maps of them. Of numbers, truth values, words
/// from a list and structures it only says what they are about.
bool isNameable(const Shape& shape)
{
    switch (shape.type()) {
    case ShapeType::Text:
        return shape.trait("enum").isNull();
    case ShapeType::Blob:
        return true;
    case ShapeType::List:
        return isNameable(shape.element());
    case ShapeType::Map:
        return isNameable(shape.value());
    default:
        return shape.isDocument();
    }
}

/// A map with sensitive names is hidden as a whole.
bool isSensitive(const Shape& shape)
{
    return shape.flag("sensitive") || (shape.type() == ShapeType::Map && shape.key().flag("sensitive"));
}

HidingRule ruleOf(std::string_view memberName, const Shape& shape)
{
    if (isSensitive(shape))
        return HidingRule::Trait;
    if (!isNameable(shape))
        return HidingRule::None;
    const auto verdict = judgeName(memberName);
    if (verdict == NameVerdict::Secret)
        return HidingRule::Name;
    if (shape.location() == "header" && isSecretHeader(shape.locationName()))
        return HidingRule::Header;
    return verdict == NameVerdict::LooksSecret ? HidingRule::Shown : HidingRule::None;
}

bool endsWithWord(std::string_view name, std::initializer_list<std::string_view> words)
{
    return std::any_of(words.begin(), words.end(), [name](std::string_view word) {
        if (!name.ends_with(word.substr(1)) || name.size() < word.size())
            return false;
        const char first = name[name.size() - word.size()];
        return first == word[0] || (name.size() == word.size() && first == word[0] - 'A' + 'a');
    });
}

} // namespace

std::string_view hidingRuleName(HidingRule rule)
{
    static constexpr std::string_view names[]{"none", "trait", "name", "header", "keys", "pair", "shown"};
    return names[static_cast<std::size_t>(rule)];
}

SecretShapes& SecretShapes::of(const OperationModel& operation)
{
    return operation.service().kept<SecretShapes>();
}

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
    const std::lock_guard lock(m_mutex);
    std::vector<Table*> added;
    const Table* table = build(shape, added);
    // Shapes may hold themselves, so that what one holds is known only when all are there.
    const auto holds = [](const Member& member) {
        return member.isSecret() || (member.table && member.table->holdsSecrets);
    };
    const auto asks = [](const Member& member) { return member.table && member.table->asksNames; };
    for (bool changed = !added.empty(); changed;) {
        changed = false;
        for (Table* one : added) {
            const bool now = one->isDocument || holds(one->inner) ||
                             std::any_of(one->members.begin(), one->members.end(), holds);
            const bool asking = one->isDocument || one->isPair || one->type == ShapeType::Map ||
                                asks(one->inner) ||
                                std::any_of(one->members.begin(), one->members.end(), asks);
            changed = changed || now != one->holdsSecrets || asking != one->asksNames;
            one->holdsSecrets = now;
            one->asksNames = asking;
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
    table->hasSecretKeys = shape.type() == ShapeType::Map && shape.key().flag("sensitive");
    const auto inner = [&](const Shape& target) {
        if (isSensitive(target))
            table->inner.rule = HidingRule::Trait;
        table->inner.table = build(target, added);
    };
    if (shape.type() == ShapeType::List)
        inner(shape.element());
    else if (shape.type() == ShapeType::Map)
        inner(shape.value());
    else
        addMembers(*table, shape, added);
    return table;
}

void SecretShapes::addMembers(Table& table, const Shape& shape, std::vector<Table*>& added)
{
    bool hasNames = false;
    bool hasValues = false;
    for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
        const auto [name, target] = shape.memberAt(i);
        Member member{.name = name,
                      .rule = ruleOf(name, target),
                      .isInBody = target.location().empty(),
                      .table = build(target, added)};
        member.isPairName = target.type() == ShapeType::Text &&
                            (endsWithWord(name, {"Name", "Key"}) || name == "Id" || name == "id");
        member.isPairValue = !member.isSecret() && endsWithWord(name, {"Value", "Values"}) &&
                             (isNameable(target) || !isScalar(target));
        if (member.isSecret() && target.location() == "header")
            table.headers.push_back(target.locationName());
        if (member.isSecret() && target.location() == "headers")
            table.prefixes.push_back(target.locationName());
        hasNames = hasNames || member.isPairName;
        hasValues = hasValues || member.isPairValue;
        table.members.push_back(member);
    }
    table.isPair = hasNames && hasValues;
}

bool SecretShapes::mayHold(const Shape& shape)
{
    const Table* table = tableOf(shape);
    return table && (table->holdsSecrets || isAllSecret(shape));
}

/// Judged once for each name while one value is gone through.
class SecretShapes::AskedNames final {
public:
    bool isSecret(std::string_view name)
    {
        if (name.size() > longestAskedName)
            return false;
        const auto found = m_verdicts.find(name);
        if (found != m_verdicts.end())
            return found->second;
        m_names.push_back(std::make_unique<std::string>(name));
        return m_verdicts[*m_names.back()] = isSecretName(name);
    }

private:
    std::vector<std::unique_ptr<std::string>> m_names;
    std::unordered_map<std::string_view, bool> m_verdicts;
};

bool SecretShapes::isSecretHeader(const Shape& shape, std::string_view header)
{
    const Table* table = tableOf(shape);
    if (!table || (table->headers.empty() && table->prefixes.empty()))
        return false;
    const std::string name = ascii::lowered(header);
    return std::any_of(table->headers.begin(), table->headers.end(),
                       [&name](std::string_view one) { return ascii::lowered(one) == name; }) ||
           std::any_of(table->prefixes.begin(), table->prefixes.end(),
                       [&name](std::string_view one) { return name.starts_with(ascii::lowered(one)); });
}

/// What collecting and replacing have in common: which members of a map or structure are secret.
class SecretShapes::Walk {
protected:
    /// What is known of a member; null where the model does not say. `hint` as in Table::find().
    [[nodiscard]] static const Member* memberOf(const Table* table, std::string_view name, std::size_t& hint)
    {
        if (!table)
            return nullptr;
        return table->type == ShapeType::Map ? &table->inner : table->find(name, hint);
    }
    [[nodiscard]] bool isSecret(const Table* table, const Member* member, std::string_view name,
                                bool pairIsSecret)
    {
        if (member && (member->isSecret() || (pairIsSecret && member->isPairValue)))
            return true;
        const bool isAsked = !member || (table && table->type == ShapeType::Map);
        return isAsked &&
               (m_names.isSecret(name) || (pairIsSecret && endsWithWord(name, {"Value", "Values"})));
    }
    /// Whether a structure says of its values that they are secret.
    [[nodiscard]] bool saysSecret(const Table* table, const Value& value)
    {
        if (table && !table->isPair && !table->isDocument)
            return false;
        std::size_t hint = 0;
        for (const auto& [name, member] : value.members()) {
            const Member* known = memberOf(table, name, hint);
            if (member.isText() && (known ? known->isPairName : endsWithWord(name, {"Name", "Key"})) &&
                m_names.isSecret(member.text()))
                return true;
        }
        return false;
    }

    AskedNames m_names;
};

class SecretShapes::Collector final : Walk {
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
        if (!secret && isList && value.records() && !table->holdsSecrets) {
            if (!table->asksNames)
                return; // these have no members but those of their shape
            if (isPlainPair(table->inner.table)) {
                collectPairs(*table->inner.table, *value.records());
                return;
            }
        }
        for (const auto& item : value.items())
            collect(isList ? table->inner.table : nullptr, item,
                    secret || (isList && table->inner.isSecret()));
        if (value.isMap())
            collectMembers(table, value, secret);
    }

private:
    void collectMembers(const Table* table, const Value& value, bool secret)
    {
        const bool pairIsSecret = !secret && saysSecret(table, value);
        std::size_t hint = 0;
        for (const auto& [name, member] : value.members()) {
            const Member* known = memberOf(table, name, hint);
            if (m_part == Part::Body && known && !known->isInBody)
                continue;
            if (table && table->hasSecretKeys)
                m_secrets.push_back(name);
            const bool isOurs = name == responseMetadata; // what was made of the headers
            collect(known ? known->table : nullptr, member,
                    (secret && !isOurs) || isSecret(table, known, name, pairIsSecret));
        }
    }
    [[nodiscard]] static bool isPlainPair(const Table* table)
    {
        return table && table->isPair &&
               std::none_of(table->members.begin(), table->members.end(),
                            [](const Member& member) { return member.table && member.table->asksNames; });
    }
    /// Without making Values of the records.
    void collectPairs(const Table& pair, const RecordList& records)
    {
        std::vector<std::size_t> names;
        std::vector<std::size_t> values;
        std::size_t hint = 0;
        for (std::size_t i = 0; i < records.columns().size(); ++i) {
            const Member* member = pair.find(records.columns()[i], hint);
            if (member && member->isPairName)
                names.push_back(i);
            else if (member && member->isPairValue)
                values.push_back(i);
        }
        std::string buffer;
        for (std::size_t row = 0; row < records.size(); ++row) {
            const bool isSecretRow = std::any_of(names.begin(), names.end(), [&](std::size_t column) {
                return m_names.isSecret(records.text(row, column, buffer));
            });
            for (std::size_t i = 0; isSecretRow && i < values.size(); ++i)
                collect(nullptr, records.cell(row, values[i]), true);
        }
    }

    Part m_part;
    std::vector<std::string>& m_secrets;
};

void SecretShapes::collect(const Shape& shape, const Value& value, Part part,
                           std::vector<std::string>& secrets)
{
    Collector(part, secrets).collect(tableOf(shape), value, isAllSecret(shape));
}

class SecretShapes::Replacer final : Walk {
public:
    /// Nothing where there is nothing to replace.
    std::optional<Value> replaced(const Table* table, const Value& value)
    {
        if (table && value.records() && !table->holdsSecrets && !table->asksNames)
            return std::nullopt; // as in Collector
        if (value.isList())
            return replacedItems(table, value);
        return value.isMap() ? replacedMembers(table, value) : std::nullopt;
    }

private:
    std::optional<Value> replacedItems(const Table* table, const Value& value)
    {
        const bool isList = table && table->type == ShapeType::List;
        const bool isSecretList = isList && table->inner.isSecret();
        std::optional<Value::List> items;
        for (std::size_t i = 0; i < value.size(); ++i) {
            const Value& item = value[i];
            auto changed = isSecretList && !item.isNull()
                               ? std::optional<Value>(Value(redactedText))
                               : replaced(isList ? table->inner.table : nullptr, item);
            if (!changed)
                continue;
            if (!items)
                items = value.items();
            (*items)[i] = std::move(*changed);
        }
        return items ? std::optional<Value>(std::move(*items)) : std::nullopt;
    }
    std::optional<Value> replacedMembers(const Table* table, const Value& value)
    {
        const bool pairIsSecret = saysSecret(table, value);
        std::optional<Value> result;
        std::size_t hint = 0;
        for (const auto& [name, member] : value.members()) {
            const Member* known = memberOf(table, name, hint);
            auto changed = isSecret(table, known, name, pairIsSecret)
                               ? withoutSecret(known, member)
                               : replaced(known ? known->table : nullptr, member);
            if (!changed)
                continue;
            if (!result)
                result = value;
            result->insert(name, std::move(*changed));
        }
        return result;
    }
    /// A name says nothing about numbers and truth values; a trait hides them as well.
    static std::optional<Value> withoutSecret(const Member* known, const Value& value)
    {
        const bool isHidden = known && known->rule == HidingRule::Trait;
        if (isHidden || value.isText() || value.isBlob() || value.isList() || value.isMap())
            return Value(redactedText);
        return std::nullopt;
    }
};

Value SecretShapes::redacted(const Shape& shape, const Value& value)
{
    if (!isAllSecret(shape) || !value.isMap())
        return Replacer().replaced(tableOf(shape), value).value_or(value);
    Value result = Value::emptyMap(); // what there is may be told
    for (const auto& [name, member] : value.members())
        result.insert(name, name == responseMetadata ? member : Value(redactedText));
    return result;
}

class SecretShapes::Lister final {
public:
    explicit Lister(std::vector<HiddenMember>& result) : m_result(result) {}

    void list(const Table& table, const std::string& path)
    {
        if (!m_seen.insert(&table).second)
            return;
        if (table.isDocument || table.type == ShapeType::Map)
            m_result.push_back({path + (table.isDocument ? "" : "{}"), HidingRule::Keys});
        if (table.type == ShapeType::Structure)
            listMembers(table, path.empty() ? path : path + '.');
        else
            listMember(table.inner, path + (table.type == ShapeType::List ? "[]" : "{}"), false);
    }

private:
    void listMembers(const Table& table, const std::string& path)
    {
        for (const auto& member : table.members)
            listMember(member, path + std::string(member.name), table.isPair && member.isPairValue);
    }
    void listMember(const Member& member, const std::string& path, bool isPair)
    {
        if (member.rule != HidingRule::None)
            m_result.push_back({path, member.rule});
        if (member.isSecret())
            return;
        if (isPair)
            m_result.push_back({path, HidingRule::Pair});
        if (member.table)
            list(*member.table, path);
    }

    std::vector<HiddenMember>& m_result;
    std::set<const Table*> m_seen;
};

std::vector<HiddenMember> SecretShapes::hidden(const Shape& shape)
{
    std::vector<HiddenMember> result;
    const Table* table = tableOf(shape);
    if (table && isAllSecret(shape))
        result.push_back({{}, HidingRule::Trait});
    else if (table)
        Lister(result).list(*table, {});
    return result;
}

} // namespace inia
