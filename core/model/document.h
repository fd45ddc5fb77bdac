#pragma once

#include "core/common/result.h"

#include <QtCore/QByteArray>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace inia {

class Node;
class Value;

/// A JSON document in a form that is read in place: no parsing, no allocation, members in file order.
/// The pack holds every model this way; a user's own JSON is turned into the same form when it is loaded.
///
/// Layout (little-endian 32-bit words): magic, root reference, word count, string count, words ...,
/// string ends ..., string bytes. A reference holds a tag in its low 3 bits and a payload above. Equal
/// strings and equal subtrees are stored once.
class Document final {
public:
    /// Takes an image made by compileDocument(). Fails when it is not one; damaged references inside read
    /// as null later on, never out of bounds.
    [[nodiscard]] static Result<std::shared_ptr<const Document>> fromImage(QByteArray image);
    /// Parses JSON text. `origin` names the file in error messages.
    [[nodiscard]] static Result<std::shared_ptr<const Document>> fromJson(std::string_view json,
                                                                          std::string_view origin);

    [[nodiscard]] Node root() const;

private:
    friend class Node;
    Document() = default;

    [[nodiscard]] std::uint32_t word(std::uint32_t index) const
    {
        return index < m_wordCount ? m_words[index] : 0;
    }
    [[nodiscard]] std::string_view string(std::uint32_t id) const
    {
        if (id >= m_stringCount)
            return {};
        const auto start = id == 0 ? 0 : m_stringEnds[id - 1];
        return {m_stringBytes + start, m_stringEnds[id] - start};
    }

    QByteArray m_image;
    const std::uint32_t* m_words = nullptr;
    const std::uint32_t* m_stringEnds = nullptr;
    const char* m_stringBytes = nullptr;
    std::uint32_t m_root = 0;
    std::uint32_t m_wordCount = 0;
    std::uint32_t m_stringCount = 0;
};

/// One element of a Document; null when it was not there. Valid as long as its Document is.
class Node final {
public:
    enum class Kind { Null, Bool, Int, Double, Text, Map, List };
    struct Member;
    class MemberRange;
    class ItemRange;

    Node() = default;

    [[nodiscard]] Kind kind() const;
    [[nodiscard]] bool isNull() const { return kind() == Kind::Null; }
    [[nodiscard]] bool isMap() const { return kind() == Kind::Map; }
    [[nodiscard]] bool isList() const { return kind() == Kind::List; }
    [[nodiscard]] bool isText() const { return kind() == Kind::Text; }
    explicit operator bool() const { return !isNull(); }

    [[nodiscard]] bool toBool(bool fallback = false) const;
    [[nodiscard]] std::int64_t toInt(std::int64_t fallback = 0) const;
    [[nodiscard]] double toDouble(double fallback = 0) const;
    /// The text; empty for every other kind.
    [[nodiscard]] std::string_view text() const;
    [[nodiscard]] std::string_view text(std::string_view fallback) const
    {
        return isText() ? text() : fallback;
    }

    /// Number of members or items.
    [[nodiscard]] std::uint32_t size() const;
    [[nodiscard]] Node operator[](std::string_view name) const;
    /// Position of a member; nameAt() then gives its name as the document holds it, which outlives `name`.
    [[nodiscard]] std::optional<std::uint32_t> indexOf(std::string_view name) const;
    [[nodiscard]] Node at(std::uint32_t index) const;
    [[nodiscard]] std::string_view nameAt(std::uint32_t index) const;
    [[nodiscard]] bool contains(std::string_view name) const { return !(*this)[name].isNull(); }
    [[nodiscard]] MemberRange members() const;
    [[nodiscard]] ItemRange items() const;

    [[nodiscard]] Value toValue() const;

private:
    friend class Document;
    Node(const Document* document, std::uint32_t reference) : m_document(document), m_reference(reference) {}

    const Document* m_document = nullptr;
    std::uint32_t m_reference = 0;
};

struct Node::Member {
    std::string_view name;
    Node value;
};

class Node::MemberRange {
public:
    struct Iterator {
        const Node* node;
        std::uint32_t index;
        Member operator*() const { return {node->nameAt(index), node->at(index)}; }
        Iterator& operator++()
        {
            ++index;
            return *this;
        }
        bool operator!=(const Iterator& other) const { return index != other.index; }
    };
    explicit MemberRange(Node node) : m_node(node) {}
    [[nodiscard]] Iterator begin() const { return {&m_node, 0}; }
    [[nodiscard]] Iterator end() const { return {&m_node, m_node.isMap() ? m_node.size() : 0}; }

private:
    Node m_node;
};

class Node::ItemRange {
public:
    struct Iterator {
        const Node* node;
        std::uint32_t index;
        Node operator*() const { return node->at(index); }
        Iterator& operator++()
        {
            ++index;
            return *this;
        }
        bool operator!=(const Iterator& other) const { return index != other.index; }
    };
    explicit ItemRange(Node node) : m_node(node) {}
    [[nodiscard]] Iterator begin() const { return {&m_node, 0}; }
    [[nodiscard]] Iterator end() const { return {&m_node, m_node.isList() ? m_node.size() : 0}; }

private:
    Node m_node;
};

/// What compileDocument() does besides translating.
struct CompileOptions {
    enum class Documentation { Keep, Drop, Only };
    /// Members called "documentation" that hold text: kept, left out, or all that is kept.
    Documentation documentation = Documentation::Keep;
    /// JSON whose "merge" member is laid over the document (botocore's sdk-extras); empty for none.
    std::string_view extras;
};

/// JSON text in the form Document::fromImage() takes. `origin` names the file in error messages.
[[nodiscard]] Result<QByteArray> compileDocument(std::string_view json, std::string_view origin,
                                                 const CompileOptions& options = {});

} // namespace inia
