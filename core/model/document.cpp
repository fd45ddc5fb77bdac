#include "core/model/document.h"

#include "core/model/documentformat.h"
#include "core/model/value.h"

#include <cstring>

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

} // namespace inia
