#include "ui/models/resourcecolumn.h"

#include "core/text/ascii.h"
#include "ui/models/columnkinds.h"
#include "ui/models/resourcepresentation.h"
#include "ui/models/valuepresentation.h"

#include <algorithm>

namespace inia::ui {

namespace {

Value tagValue(const Value& data, std::string_view key)
{
    const Value tags = tagsOf(data);
    for (const auto& tag : tags.items()) {
        if (tag["Key"].text() == key)
            return tag["Value"];
    }
    return {};
}

Value identifierOf(const ResourceFacts& row, std::string_view name)
{
    if (!row.names)
        return {};
    const auto found = std::find(row.names->begin(), row.names->end(), name);
    const auto place = static_cast<std::size_t>(found - row.names->begin());
    return place < row.identifiers.size() ? row.identifiers[place] : Value();
}

} // namespace

Value memberAt(const Value& data, std::string_view path)
{
    const Value* value = &data;
    while (!path.empty()) {
        const auto dot = path.find('.');
        value = value->members().find(path.substr(0, dot));
        if (value == nullptr)
            return {};
        path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    }
    return *value;
}

Value tagsOf(const Value& data)
{
    for (const auto* name : {"Tags", "TagSet", "TagList"}) {
        const Value* tags = data.members().find(name);
        if (tags != nullptr && tags->isList() && (tags->size() == 0 || (*tags)[0]["Key"].isText()))
            return *tags;
    }
    return {};
}

Value cellValue(const ResourceColumn& column, const ResourceFacts& row)
{
    switch (column.source) {
    case ResourceColumn::Source::Title: {
        const Value identifier = identifierOf(row, column.key);
        return identifier.isText() ? Value(shortIdentifier(identifier.text())) : identifier;
    }
    case ResourceColumn::Source::Identifier:
        return identifierOf(row, column.key);
    case ResourceColumn::Source::Tag: {
        const Value value = tagValue(row.data, column.key);
        return value.text().empty() ? Value() : value;
    }
    case ResourceColumn::Source::Expression: {
        const auto found = column.expression ? column.expression->search(row.data) : Result<Value>(Value());
        return found ? *found : Value();
    }
    case ResourceColumn::Source::Member:
        break;
    }
    return memberAt(row.data, column.key);
}

Result<ResourceColumn> typedColumn(const std::string& path, const std::string& label, const Value& sample)
{
    ResourceColumn column;
    column.key = std::string(ascii::trimmed(path));
    column.label = label.empty() ? column.key : label;
    auto expression = Expression::parse(column.key);
    if (!expression)
        return expression.error();
    const bool isMember = !column.key.empty() && column.key.front() != '.' &&
                          std::all_of(column.key.begin(), column.key.end(), [](char c) {
                              return ascii::isLetterOrDigit(c) || c == '.' || c == '_';
                          });
    column.source = isMember ? ResourceColumn::Source::Member : ResourceColumn::Source::Expression;
    column.kind = memberKind(column.key, sample);
    if (!isMember)
        column.expression = *std::move(expression);
    return column;
}

std::string columnTitle(const ResourceColumn& column)
{
    const bool isBytes = column.kind == ColumnKind::Size && column.unit.empty();
    const std::string unit = isBytes ? "B" : column.unit;
    return unit.empty() ? column.label : column.label + " (" + unit + ')';
}

std::string plainCell(const Value& cell)
{
    if (cell.isText())
        return cell.text();
    return cell.isNull() ? std::string() : valuePlainText(cell).toStdString();
}

} // namespace inia::ui
