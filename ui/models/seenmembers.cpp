#include "ui/models/seenmembers.h"

#include "ui/models/columnkinds.h"
#include "ui/models/resourcepresentation.h"

#include <algorithm>

namespace inia::ui {

namespace {

/// Rows whose members are looked at: what none of them has is rare, and looking takes time.
constexpr std::size_t mostLookedAt = 200;

} // namespace

SeenMembers::SeenMembers(const Shape& shape)
{
    addShape(shape, {});
}

void SeenMembers::addShape(const Shape& shape, const std::string& before)
{
    if (!shape.valid() || shape.type() != ShapeType::Structure)
        return;
    for (std::uint32_t i = 0; i < shape.memberCount(); ++i) {
        const auto member = shape.memberAt(i);
        const std::string path = before + std::string(member.name);
        if (isScalar(member.shape.type()))
            m_paths.push_back(path);
        else if (before.empty())
            addShape(member.shape, path + ".");
    }
}

void SeenMembers::look(const ResourceRows& rows, std::size_t first)
{
    for (std::size_t row = first; row < rows.size(); ++row) {
        const ResourceFacts& facts = rows[row];
        const Value tags = tagsOf(facts.data);
        for (const auto& tag : tags.items())
            ++m_tags[tag["Key"].text()];
        if (m_rows < mostLookedAt) {
            ++m_rows;
            lookAt(facts.data, {});
            lookAtIdentifiers(facts);
        }
    }
}

void SeenMembers::lookAtIdentifiers(const ResourceFacts& facts)
{
    for (std::size_t i = 0; facts.names && i < facts.names->size() && i < facts.identifiers.size(); ++i) {
        const std::string& text = facts.identifiers[i].text();
        if (shortIdentifier(text) != text)
            m_titled.insert((*facts.names)[i]);
        for (const auto& [name, value] : facts.data.members()) {
            if (value.isText() && value == facts.identifiers[i])
                m_same[name] = (*facts.names)[i];
        }
    }
}

void SeenMembers::lookAt(const Value& data, const std::string& before)
{
    for (const auto& [name, value] : data.members()) {
        const std::string path = before + name;
        if (value.isMap() && before.empty()) {
            lookAt(value, path + ".");
        } else if (!value.isMap() && !value.isList() && !value.isNull() && !value.isBlob()) {
            const bool blank = value.isText() && value.text().empty();
            Seen& seen = m_seen[path];
            if (seen.count == 0 && std::find(m_paths.begin(), m_paths.end(), path) == m_paths.end())
                m_paths.push_back(path);
            if (!blank || seen.sample.isNull())
                seen.sample = value;
            seen.count += blank ? 0 : 1;
        }
    }
}

Value SeenMembers::sample(std::string_view path) const
{
    const auto seen = m_seen.find(path);
    return seen != m_seen.end() ? seen->second.sample : Value("");
}

bool SeenMembers::isBlank(std::string_view path) const
{
    const auto seen = m_seen.find(path);
    return seen == m_seen.end() || seen->second.count == 0;
}

std::string SeenMembers::identifierIn(std::string_view member) const
{
    const auto same = m_same.find(member);
    return same != m_same.end() ? same->second : std::string();
}

std::string SeenMembers::memberOf(std::string_view identifier) const
{
    for (const auto& [member, repeated] : m_same) {
        if (repeated == identifier)
            return member;
    }
    return {};
}

} // namespace inia::ui
