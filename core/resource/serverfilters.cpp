#include "core/resource/serverfilters.h"

#include "core/text/ascii.h"

#include <algorithm>
#include <charconv>

namespace inia {

namespace {

constexpr std::string_view namedMember = "Filters";

/// Members that say which page, not which items.
bool isPaging(std::string_view name)
{
    const std::string lower = ascii::lowered(name);
    return lower.ends_with("token") || lower.ends_with("marker") || lower.starts_with("max") ||
           lower == "limit" || lower == "pagesize" || lower.starts_with("exclusivestart") ||
           lower == "dryrun" || lower == "delimiter" || lower == "encodingtype";
}

bool isNamedFilters(const Shape::Member& member)
{
    if (member.name != namedMember || member.shape.type() != ShapeType::List)
        return false;
    const Shape item = member.shape.element();
    return item.hasMember("Name") && item.hasMember("Values");
}

bool isFilled(const Collection& collection, std::string_view member)
{
    const auto& params = collection.definition().request.params;
    return std::any_of(params.begin(), params.end(), [member](const auto& param) {
        return param.target.substr(0, param.target.find_first_of(".[")) == member;
    });
}

std::string trimmed(std::string_view text)
{
    return std::string(ascii::trimmed(text, " \t"));
}

Value listOf(std::string_view values)
{
    Value list = Value::emptyList();
    while (true) {
        const auto comma = values.find(',');
        if (const auto value = trimmed(values.substr(0, comma)); !value.empty())
            list.append(value);
        if (comma == std::string_view::npos)
            return list;
        values.remove_prefix(comma + 1);
    }
}

/// A text that is no number or truth stays one: the check of parameters says what is wrong with it.
Value scalarOf(ShapeType type, const std::string& text)
{
    if (type == ShapeType::Bool && (text == "true" || text == "false"))
        return text == "true";
    if (type == ShapeType::Int || type == ShapeType::Long) {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error == std::errc() && end == text.data() + text.size())
            return number;
    }
    return text;
}

} // namespace

ServerFilters::ServerFilters(const Collection& collection)
{
    const auto operation =
        collection.parent().client().model().operation(collection.definition().request.operation);
    const Shape input = operation.valid() ? operation.input() : Shape();
    if (!input.valid())
        return;
    for (std::uint32_t i = 0; i < input.memberCount(); ++i) {
        const auto member = input.memberAt(i);
        if (isNamedFilters(member))
            m_named = true;
        else if (!isPaging(member.name) && !isFilled(collection, member.name))
            addMember(member);
    }
}

void ServerFilters::addMember(const Shape::Member& member)
{
    const ShapeType type = member.shape.type();
    const bool texts = type == ShapeType::List && member.shape.element().type() == ShapeType::Text;
    if (type != ShapeType::Text && type != ShapeType::Bool && type != ShapeType::Int &&
        type != ShapeType::Long && !texts)
        return;
    m_members.push_back({std::string(member.name), type});
    if (type == ShapeType::Text && member.name.ends_with("Prefix"))
        m_prefix = member.name;
}

std::vector<std::string> ServerFilters::memberNames() const
{
    std::vector<std::string> names;
    for (const auto& member : m_members)
        names.push_back(member.name);
    return names;
}

const ServerFilters::Member* ServerFilters::find(std::string_view name) const
{
    const auto found = std::find_if(m_members.begin(), m_members.end(),
                                    [name](const Member& member) { return member.name == name; });
    return found != m_members.end() ? &*found : nullptr;
}

Result<ServerFilter> ServerFilters::parse(std::string_view text) const
{
    const auto wrong = [](std::string message) {
        return makeError(ErrorKind::Parameter, "BadFilter", std::move(message));
    };
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) {
        const std::string value = trimmed(text);
        if (!m_prefix.empty() && !value.empty())
            return ServerFilter{m_prefix, value};
        return wrong(m_named ? "Type name=value, such as vpc-id=vpc-1 or tag:env=test."
                             : "Type name=value, such as " + (m_members.empty() ? "" : m_members[0].name) +
                                   "=\u2026");
    }
    ServerFilter filter{trimmed(text.substr(0, equals)), trimmed(text.substr(equals + 1))};
    if (filter.name.empty() || filter.value.empty())
        return wrong("A filter needs a name and a value: name=value.");
    if (m_named || find(filter.name) != nullptr)
        return filter;
    std::string known;
    for (const auto& member : m_members)
        known += (known.empty() ? "" : ", ") + member.name;
    return wrong("The server does not filter by \u201c" + filter.name + "\u201d here, but by " + known + ".");
}

Value ServerFilters::params(const std::vector<ServerFilter>& filters) const
{
    Value params = Value::emptyMap();
    Value named = Value::emptyList();
    for (const auto& filter : filters) {
        const Member* member = find(filter.name);
        if (member == nullptr)
            named.append(Value::map({{"Name", filter.name}, {"Values", listOf(filter.value)}}));
        else if (member->type == ShapeType::List)
            params.insert(member->name, listOf(filter.value));
        else
            params.insert(member->name, scalarOf(member->type, filter.value));
    }
    if (named.size() > 0)
        params.insert(namedMember, named);
    return params;
}

} // namespace inia
