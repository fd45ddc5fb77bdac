#include "core/model/document.h"
#include "core/model/documentformat.h"

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace inia {

using namespace documentformat;

namespace {

/// Writes a JSON tree as a Document image. Children are written before their parents, so that equal
/// subtrees are found by their words alone.
class Builder final {
public:
    using Element = simdjson::dom::element;
    using Documentation = CompileOptions::Documentation;

    explicit Builder(Documentation documentation) : m_documentation(documentation) {}

    /// `overlay` is laid over maps, member by member; what is no map in both is replaced by it.
    std::uint32_t add(Element element, std::optional<Element> overlay = std::nullopt)
    {
        using Type = simdjson::dom::element_type;
        if (overlay && !(element.is_object() && overlay->is_object()))
            return add(*overlay);
        if (m_documentation == Documentation::Only && !element.is_object())
            return Null;
        switch (element.type()) {
        case Type::OBJECT:
            return addMap(element.get_object().value_unsafe(), overlay);
        case Type::ARRAY:
            return addList(element.get_array().value_unsafe());
        case Type::STRING:
            return stringId(element.get_string().value_unsafe()) << tagBits | Text;
        case Type::BOOL:
            return std::uint32_t{element.get_bool().value_unsafe()} << tagBits | Bool;
        case Type::INT64:
            return addInt(element.get_int64().value_unsafe());
        case Type::UINT64:
            return addDouble(static_cast<double>(element.get_uint64().value_unsafe()));
        case Type::DOUBLE:
            return addDouble(element.get_double().value_unsafe());
        case Type::NULL_VALUE:
            break;
        }
        return Null;
    }

    [[nodiscard]] QByteArray image(std::uint32_t root) const
    {
        const std::uint32_t header[headerWords] = {magic, root, static_cast<std::uint32_t>(m_words.size()),
                                                   static_cast<std::uint32_t>(m_stringEnds.size())};
        QByteArray result;
        const auto append = [&result](const void* data, std::size_t size) {
            result.append(static_cast<const char*>(data), static_cast<qsizetype>(size));
        };
        append(header, sizeof(header));
        append(m_words.data(), m_words.size() * sizeof(std::uint32_t));
        append(m_stringEnds.data(), m_stringEnds.size() * sizeof(std::uint32_t));
        append(m_strings.data(), m_strings.size());
        return result;
    }

private:
    std::uint32_t stringId(std::string_view text)
    {
        const auto [entry, isNew] = m_stringIds.try_emplace(std::string(text), m_stringEnds.size());
        if (isNew) {
            m_strings.append(text);
            m_stringEnds.push_back(static_cast<std::uint32_t>(m_strings.size()));
        }
        return entry->second;
    }

    std::uint32_t addInt(std::int64_t number)
    {
        constexpr std::int64_t limit = 1 << 28;
        if (number >= -limit && number < limit)
            return static_cast<std::uint32_t>(number) << tagBits | SmallInt;
        return addWide(static_cast<std::uint64_t>(number), WideInt);
    }

    std::uint32_t addDouble(double number)
    {
        std::uint64_t bits = 0;
        std::memcpy(&bits, &number, sizeof(bits));
        return addWide(bits, Double);
    }

    std::uint32_t addWide(std::uint64_t bits, Tag tag)
    {
        return store({static_cast<std::uint32_t>(bits), static_cast<std::uint32_t>(bits >> 32)}) << tagBits |
               tag;
    }

    using Members = std::vector<std::pair<std::string_view, std::uint32_t>>;

    std::uint32_t addMap(simdjson::dom::object object, std::optional<Element> overlay)
    {
        Members members;
        for (const auto field : object) {
            // Of equal names the last one wins, as in Python's json.
            std::erase_if(members, [&field](const auto& member) { return member.first == field.key; });
            std::optional<Element> laidOver;
            Element found;
            if (overlay && overlay->at_key(field.key).get(found) == simdjson::SUCCESS)
                laidOver = found;
            addMember(members, field.key, field.value, laidOver);
        }
        if (overlay) {
            // Named: the range of a for loop does not keep the result alive that value_unsafe() refers into.
            const simdjson::dom::object added = overlay->get_object().value_unsafe();
            for (const auto field : added) {
                Element present;
                if (object.at_key(field.key).get(present) != simdjson::SUCCESS)
                    addMember(members, field.key, field.value, std::nullopt);
            }
        }
        return members.empty() && m_documentation == Documentation::Only ? Null : storeMap(members);
    }

    void addMember(Members& members, std::string_view name, Element value, std::optional<Element> overlay)
    {
        // A member that happens to be called documentation is a map; only prose is text.
        const bool isProse = name == "documentation" && value.is_string();
        if (isProse && m_documentation == Documentation::Drop)
            return;
        const auto reference =
            isProse ? stringId(value.get_string().value_unsafe()) << tagBits | Text : add(value, overlay);
        if (m_documentation != Documentation::Only || reference != Null)
            members.emplace_back(name, reference);
    }

    std::uint32_t storeMap(const Members& members)
    {
        std::vector<std::uint32_t> words{static_cast<std::uint32_t>(members.size())};
        for (const auto& [name, reference] : members) {
            words.push_back(stringId(name));
            words.push_back(reference);
        }
        if (members.size() > sortedAbove) {
            std::vector<std::uint32_t> order(members.size());
            for (std::uint32_t i = 0; i < order.size(); ++i)
                order[i] = i;
            std::sort(order.begin(), order.end(),
                      [&members](auto a, auto b) { return members[a].first < members[b].first; });
            words.insert(words.end(), order.begin(), order.end());
        }
        return store(words) << tagBits | Map;
    }

    std::uint32_t addList(simdjson::dom::array array)
    {
        std::vector<std::uint32_t> words{0};
        for (const auto item : array)
            words.push_back(add(item));
        words[0] = static_cast<std::uint32_t>(words.size() - 1);
        return store(words) << tagBits | List;
    }

    std::uint32_t store(const std::vector<std::uint32_t>& words)
    {
        std::string key(reinterpret_cast<const char*>(words.data()), words.size() * sizeof(std::uint32_t));
        const auto [entry, isNew] = m_stored.try_emplace(std::move(key), m_words.size());
        if (isNew)
            m_words.insert(m_words.end(), words.begin(), words.end());
        return entry->second;
    }

    Documentation m_documentation;
    std::vector<std::uint32_t> m_words;
    std::vector<std::uint32_t> m_stringEnds;
    std::string m_strings;
    std::unordered_map<std::string, std::uint32_t> m_stringIds;
    std::unordered_map<std::string, std::uint32_t> m_stored;
};

} // namespace

Result<QByteArray> compileDocument(std::string_view json, std::string_view origin,
                                   const CompileOptions& options)
{
    const auto invalid = [origin](simdjson::error_code error) {
        return makeError(ErrorKind::Model, "InvalidJson",
                         std::string(origin) + " is not valid JSON: " + simdjson::error_message(error));
    };
    simdjson::dom::parser parser;
    simdjson::dom::parser extrasParser;
    simdjson::dom::element root;
    if (const auto error = parser.parse(json.data(), json.size()).get(root))
        return invalid(error);
    std::optional<simdjson::dom::element> merge;
    if (!options.extras.empty()) {
        simdjson::dom::element found;
        if (const auto error =
                extrasParser.parse(options.extras.data(), options.extras.size()).at_key("merge").get(found))
            return invalid(error);
        merge = found;
    }
    Builder builder(options.documentation);
    const auto reference = builder.add(root, merge);
    return builder.image(reference);
}

} // namespace inia
