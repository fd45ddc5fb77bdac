#pragma once

#include "core/common/result.h"
#include "core/model/value.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/shapetables.h"

#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// One well-formed XML document in memory. Nothing is expanded or fetched: entities of a DTD stay as they
/// are written.
class XmlDocument final {
public:
    /// Fails (kind Parse) when the text is not well-formed UTF-8 XML with exactly one root element
    /// (InvalidXml), or holds too much (TooManyValues).
    [[nodiscard]] static Result<XmlDocument> parse(const QByteArray& text);
    [[nodiscard]] pugi::xml_node root() const { return m_document->document_element(); }

private:
    explicit XmlDocument(std::unique_ptr<pugi::xml_document> document) : m_document(std::move(document)) {}
    std::unique_ptr<pugi::xml_document> m_document;
};

/// The element's name without its namespace prefix.
[[nodiscard]] std::string_view xmlLocalName(pugi::xml_node node);
/// Text before the element's first child element, as botocore reads scalars.
[[nodiscard]] std::string xmlText(pugi::xml_node node);
/// The first child element of that local name, or an empty node.
[[nodiscard]] pugi::xml_node xmlChild(pugi::xml_node parent, std::string_view localName);
/// An element without a model: its child elements by name, or its text when it has none. Of repeated names
/// the first one counts.
[[nodiscard]] Value xmlGenericValue(pugi::xml_node node, int depth = 0);

/// Turns elements into values by their shapes. A scalar that does not fit its shape is null and stands in
/// unreadable(). After the first list, map or union that does not, everything reads as null and error() says
/// what it was.
class XmlValueReader final {
public:
    explicit XmlValueReader(ShapeTables& tables) : m_tables(tables) {}

    [[nodiscard]] Value read(const ShapeEntry& entry, pugi::xml_node node);
    /// Empty as long as all went well.
    [[nodiscard]] const std::string& error() const { return m_error; }
    [[nodiscard]] const UnreadableValues& unreadable() const { return m_unreadable; }

private:
    [[nodiscard]] Value readStructure(const ShapeEntry& entry, pugi::xml_node node);
    [[nodiscard]] Value readList(const ShapeEntry& entry, pugi::xml_node node);
    [[nodiscard]] Value readMap(const ShapeEntry& entry, pugi::xml_node node);
    void readPair(const ShapeTable& table, pugi::xml_node node, ValueMap& map);
    void findMembers(const ShapeTable& table, pugi::xml_node node, std::size_t base);
    [[nodiscard]] bool checkUnion(const ShapeEntry& entry, pugi::xml_node node, Value& unknown);
    Value fail(const ShapeEntry& entry, std::string_view what);

    ShapeTables& m_tables;
    std::vector<pugi::xml_node> m_found; // stack: per open structure the first element of every member
    ValueBudget m_budget;
    std::string m_error;
    UnreadableValues m_unreadable;
    int m_depth = 0;
};

} // namespace inia
