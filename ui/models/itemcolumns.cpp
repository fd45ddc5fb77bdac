#include "ui/models/itemcolumns.h"

#include "ui/models/displaytext.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <unordered_map>

namespace inia::ui {

using dynamodb::NativeValue;

namespace {

constexpr std::size_t judgedItems = 200;

class ItemColumnsTexts {
    Q_DECLARE_TR_FUNCTIONS(ItemColumns)
};

/// Members of sets and lists are asked for as texts, for want of a better guess.
dynamodb::TypedKind typedKind(const NativeValue& value)
{
    using enum NativeValue::Kind;
    switch (value.kind()) {
    case Number:
        return dynamodb::TypedKind::Number;
    case Binary:
        return dynamodb::TypedKind::Binary;
    case Bool:
        return dynamodb::TypedKind::Bool;
    default:
        return dynamodb::TypedKind::Text;
    }
}

} // namespace

void ItemColumns::addKeys(const dynamodb::KeySchema& keys)
{
    const auto add = [this, &keys](const dynamodb::KeyAttribute& attribute, const QString& role) {
        if (!m_known.insert(attribute.name).second)
            return;
        const QString kind = toQString(dynamodb::typedKindName(attribute.kind));
        const QString owner = keys.index.empty() ? ItemColumnsTexts::tr("table") : toOneLine(keys.index);
        m_columns.push_back({attribute.name, ItemColumnsTexts::tr("%1 of %2, %3").arg(role, owner, kind),
                             attribute.kind == dynamodb::TypedKind::Number, true});
    };
    for (const auto& attribute : keys.partition)
        add(attribute, ItemColumnsTexts::tr("Partition key"));
    for (const auto& attribute : keys.sort)
        add(attribute, ItemColumnsTexts::tr("Sort key"));
}

std::vector<std::string> ItemColumns::findNew(const NativeValue::List& items, std::size_t most)
{
    std::vector<std::pair<std::string, int>> found;
    std::unordered_map<std::string_view, std::size_t> places; // views into `items`
    for (const auto& item : items) {
        for (const auto& [name, value] : item.members()) {
            if (m_known.contains(name))
                continue;
            const auto [place, isNew] = places.emplace(name, found.size());
            if (isNew)
                found.emplace_back(name, 0);
            ++found[place->second].second;
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::vector<std::string> shown;
    for (auto& [name, count] : found) {
        m_known.insert(name);
        if (shown.size() < most)
            shown.push_back(std::move(name));
        else
            ++m_hidden;
    }
    return shown;
}

void ItemColumns::append(std::vector<std::string> attributes)
{
    for (auto& attribute : attributes)
        m_columns.push_back({std::move(attribute), {}, true, false});
}

// Numbers stand in columns, unless something else stands among them.
std::vector<int> ItemColumns::judge(const NativeValue::List& items)
{
    std::vector<int> changed;
    for (int column = 0; column < size(); ++column) {
        auto& known = m_columns[static_cast<std::size_t>(column)];
        const auto isOther = [&known](const NativeValue& item) {
            const auto* value = item.find(known.attribute);
            return value && !value->isNumber() && !value->isNull();
        };
        if (known.isDescribed || !known.isNumeric || std::none_of(items.begin(), items.end(), isOther))
            continue;
        known.isNumeric = false;
        changed.push_back(column);
    }
    return changed;
}

std::vector<dynamodb::KeyAttribute> ItemColumns::attributes(const std::vector<NativeValue>& items) const
{
    std::vector<dynamodb::KeyAttribute> result;
    const auto end = items.begin() + static_cast<std::ptrdiff_t>(std::min(judgedItems, items.size()));
    for (const auto& column : m_columns) {
        const auto known = std::find_if(items.begin(), end, [&column](const NativeValue& item) {
            const auto* value = item.find(column.attribute);
            return value && !value->isNull();
        });
        const auto unseen =
            column.isDescribed && column.isNumeric ? dynamodb::TypedKind::Number : dynamodb::TypedKind::Text;
        const auto kind = known == end ? unseen : typedKind((*known)[column.attribute]);
        result.push_back({column.attribute, kind});
    }
    return result;
}

} // namespace inia::ui
