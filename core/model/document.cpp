#include "core/model/document.h"

#include "core/model/value.h"

#include <simdjson.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace inia::documentformat {

// Shared by the builder and the reader of Document images; see the layout in document.h.
inline constexpr std::uint32_t magic = 0x31444E49; // "IND1"
inline constexpr std::uint32_t headerWords = 4;    // magic, root, word count, string count

enum Tag : std::uint32_t {
    Null = 0,
    Bool = 1,     // payload 0 or 1
    SmallInt = 2, // payload: 29-bit two's complement
    Text = 3,     // payload: string id
    Map = 4,      // payload: word index of {count, (name id, reference) ..., sorted order ...}
    List = 5,     // payload: word index of {count, reference ...}
    WideInt = 6,  // payload: word index of a 64-bit integer, low word first
    Double = 7,   // payload: word index of the bits of a double, low word first
};

inline constexpr std::uint32_t tagBits = 3;
inline constexpr std::uint32_t tagMask = 7;
/// Maps of more members carry a sorted order behind them for binary search.
inline constexpr std::uint32_t sortedAbove = 8;

} // namespace inia::documentformat

namespace inia {

using namespace documentformat;

Result<std::shared_ptr<const Document>> Document::fromImage(QByteArray image)
{
    const auto broken = [] {
        return makeError(
            ErrorKind::Model, "BrokenModel",
            "a compiled model is damaged or of another version; rebuild or reinstall the model pack");
    };
    const auto wordsAvailable = static_cast<std::uint64_t>(image.size()) / sizeof(std::uint32_t);
    if (wordsAvailable < headerWords)
        return broken();
    std::shared_ptr<Document> document(new Document);
    document->m_image = std::move(image);
    const char* bytes = document->m_image.constData();
    std::uint32_t header[headerWords];
    std::memcpy(header, bytes, sizeof(header));
    const std::uint64_t stringEndsAt = std::uint64_t{headerWords} + header[2];
    const std::uint64_t bytesAt = stringEndsAt + header[3];
    if (header[0] != magic || bytesAt > wordsAvailable)
        return broken();
    const auto* words = reinterpret_cast<const std::uint32_t*>(bytes);
    document->m_root = header[1];
    document->m_wordCount = header[2];
    document->m_stringCount = header[3];
    document->m_words = words + headerWords;
    document->m_stringEnds = words + stringEndsAt;
    document->m_stringBytes = bytes + bytesAt * sizeof(std::uint32_t);
    const auto byteCount =
        static_cast<std::uint64_t>(document->m_image.size()) - bytesAt * sizeof(std::uint32_t);
    std::uint32_t previous = 0;
    for (std::uint32_t i = 0; i < document->m_stringCount; ++i) {
        const auto end = document->m_stringEnds[i];
        if (end < previous || end > byteCount)
            return broken();
        previous = end;
    }
    return std::shared_ptr<const Document>(std::move(document));
}

Result<std::shared_ptr<const Document>> Document::fromJson(std::string_view json, std::string_view origin)
{
    auto image = compileDocument(json, origin);
    if (!image)
        return image.error();
    return fromImage(std::move(image).value());
}

Node Document::root() const
{
    return {this, m_root};
}

Node::Kind Node::kind() const
{
    if (!m_document)
        return Kind::Null;
    switch (m_reference & tagMask) {
    case Bool:
        return Kind::Bool;
    case SmallInt:
    case WideInt:
        return Kind::Int;
    case Text:
        return Kind::Text;
    case Map:
        return Kind::Map;
    case List:
        return Kind::List;
    case Double:
        return Kind::Double;
    default:
        return Kind::Null;
    }
}

bool Node::toBool(bool fallback) const
{
    return kind() == Kind::Bool ? (m_reference >> tagBits) != 0 : fallback;
}

std::int64_t Node::toInt(std::int64_t fallback) const
{
    const auto payload = m_reference >> tagBits;
    if (kind() == Kind::Double)
        return static_cast<std::int64_t>(toDouble());
    if (kind() != Kind::Int)
        return fallback;
    if ((m_reference & tagMask) == SmallInt)
        return static_cast<std::int32_t>(m_reference) >> tagBits;
    const std::uint64_t low = m_document->word(payload);
    const std::uint64_t high = m_document->word(payload + 1);
    return static_cast<std::int64_t>(high << 32 | low);
}

double Node::toDouble(double fallback) const
{
    if (kind() == Kind::Int)
        return static_cast<double>(toInt());
    if (kind() != Kind::Double)
        return fallback;
    const auto payload = m_reference >> tagBits;
    const std::uint64_t low = m_document->word(payload);
    const std::uint64_t high = m_document->word(payload + 1);
    const std::uint64_t bits = high << 32 | low;
    double value = 0;
    std::memcpy(&value, &bits, sizeof(value));
    return value;
}

std::string_view Node::text() const
{
    return kind() == Kind::Text ? m_document->string(m_reference >> tagBits) : std::string_view();
}

std::uint32_t Node::size() const
{
    const auto ownKind = kind();
    if (ownKind != Kind::Map && ownKind != Kind::List)
        return 0;
    const auto start = m_reference >> tagBits;
    const std::uint64_t count = m_document->word(start);
    const std::uint64_t wordsEach = ownKind == Kind::Map ? 2 : 1;
    return start + 1 + count * wordsEach <= m_document->m_wordCount ? static_cast<std::uint32_t>(count) : 0;
}

std::string_view Node::nameAt(std::uint32_t index) const
{
    if (!isMap() || index >= size())
        return {};
    return m_document->string(m_document->word((m_reference >> tagBits) + 1 + index * 2));
}

Node Node::at(std::uint32_t index) const
{
    if (index >= size())
        return {};
    const auto start = (m_reference >> tagBits) + 1;
    return {m_document, m_document->word(isMap() ? start + index * 2 + 1 : start + index)};
}

std::optional<std::uint32_t> Node::indexOf(std::string_view name) const
{
    if (!isMap())
        return std::nullopt;
    const auto count = size();
    const auto start = (m_reference >> tagBits) + 1;
    // Within the document, as size() has found out. Models are searched with every call.
    const std::uint32_t* names = m_document->m_words + start;
    const auto nameOf = [&](std::uint32_t index) {
        return m_document->string(names[std::size_t{index} * 2]);
    };
    if (count <= sortedAbove) {
        for (std::uint32_t i = 0; i < count; ++i) {
            if (nameOf(i) == name)
                return i;
        }
        return std::nullopt;
    }
    const auto order = start + count * 2;
    std::uint32_t low = 0;
    std::uint32_t high = count;
    while (low < high) {
        const auto middle = low + (high - low) / 2;
        const auto index = m_document->word(order + middle);
        const auto comparison = index < count ? nameOf(index).compare(name) : -1;
        if (comparison == 0)
            return index;
        if (comparison < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return std::nullopt;
}

Node Node::operator[](std::string_view name) const
{
    const auto index = indexOf(name);
    return index ? at(*index) : Node();
}

Node::MemberRange Node::members() const
{
    return MemberRange(*this);
}
Node::ItemRange Node::items() const
{
    return ItemRange(*this);
}

Value Node::toValue() const
{
    switch (kind()) {
    case Kind::Null:
        return {};
    case Kind::Bool:
        return toBool();
    case Kind::Int:
        return toInt();
    case Kind::Double:
        return toDouble();
    case Kind::Text:
        return text();
    case Kind::Map: {
        ValueMap map;
        map.reserve(size());
        for (const auto& [name, node] : members())
            map.insert(name, node.toValue());
        return map;
    }
    case Kind::List: {
        Value::List list;
        list.reserve(size());
        for (const auto node : items())
            list.push_back(node.toValue());
        return list;
    }
    }
    return {};
}

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
