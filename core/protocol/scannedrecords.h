#pragma once

#include "core/model/value.h"
#include "core/protocol/shapetables.h"

#include <QtCore/QByteArray>

#include <cstdint>
#include <string>
#include <string_view>

namespace inia {

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
