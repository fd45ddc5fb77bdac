#pragma once

#include "core/common/result.h"
#include "core/model/value.h"
#include "core/protocol/jsonreader.h"
#include "core/protocol/shapetables.h"

#include <QtCore/QByteArray>

#include <cstdint>
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

/// What a text in XML means, entities and character references resolved, put behind `out`. False when it
/// holds one that is not XML's own, or a line end of another system.
[[nodiscard]] bool appendXmlText(std::string_view text, std::string& out);

/// The rows of a listing as XmlScanner finds them: texts stay where they are in the document, times and
/// integers are read, and what is neither is kept as a Value. 16 bytes a member, and no allocation.
class ScannedRecords final : public RecordList {
public:
    /// `text` is the document, in which all texts have to lie.
    ScannedRecords(QByteArray text, const ShapeTable& table);

    // While scanning: of the row that was begun last.
    void beginRow();
    [[nodiscard]] bool has(std::size_t column) const { return current(column).kind != CellKind::Absent; }
    /// A text that means what it says is `isPlain`; any other has to be right for appendXmlText().
    void setText(std::size_t column, std::string_view text, bool isPlain);
    void set(std::size_t column, Value value);
    /// To a list that is there.
    void appendItem(std::size_t column, Value item);
    /// Whether `rest` of the document begins with the element that was remembered for this column and there
    /// is nothing yet: then its value is set, and the length of the element returned. Else 0.
    [[nodiscard]] std::size_t repeated(std::size_t column, std::string_view rest);
    /// The element that the column's value was read from.
    void remember(std::size_t column, std::string_view element);

    [[nodiscard]] std::size_t size() const override { return m_rows; }
    [[nodiscard]] const std::vector<std::string>& columns() const override { return m_columns; }
    [[nodiscard]] Value cell(std::size_t row, std::size_t column) const override;
    [[nodiscard]] std::string_view text(std::size_t row, std::size_t column,
                                        std::string& buffer) const override;
    /// Where its first text stands.
    [[nodiscard]] std::size_t place(std::size_t row) const override;

private:
    enum class CellKind : std::uint8_t { Absent, Text, EscapedText, Int, Time, Other };
    struct Cell {
        std::int64_t number = 0; ///< offset of a text, the integer, seconds, or index of the other value
        std::uint32_t extra = 0; ///< length of a text, or nanoseconds
        CellKind kind = CellKind::Absent;
    };
    struct Remembered {
        std::string_view element;
        Cell cell;
    };

    [[nodiscard]] const Cell& at(std::size_t row, std::size_t column) const;
    [[nodiscard]] const Cell& current(std::size_t column) const { return m_cells[m_row + column]; }
    [[nodiscard]] Cell& current(std::size_t column) { return m_cells[m_row + column]; }
    [[nodiscard]] std::string_view raw(const Cell& cell) const;

    QByteArray m_text;
    std::vector<std::string> m_columns;
    std::vector<Cell> m_cells; // row by row
    std::vector<Value> m_others;
    std::vector<Remembered> m_remembered; // by column
    std::size_t m_row = 0;                ///< where the last one begins
    std::size_t m_rows = 0;
};

} // namespace inia
