#pragma once

#include "core/formats/format.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace inia {

/// What a Parquet file says of itself at its end: its columns, how its rows are grouped and packed, what
/// the least and the greatest values are. The rows themselves are not read.
class ParquetFooter final : public TailReader {
public:
    /// A leaf of the schema.
    struct Column {
        std::string path;    ///< "address.street"
        std::string type;    ///< "INT64", "BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY(16)"
        std::string meaning; ///< "UTF8", "TIMESTAMP_MICROS"; empty for none
        bool isOptional = false;
        bool isRepeated = false;
    };
    /// One column within one group of rows.
    struct Chunk {
        std::string path;
        std::string codec;
        std::int64_t values = 0;
        std::int64_t size = 0;
        std::int64_t packedSize = 0;
        std::int64_t nulls = -1; ///< -1: unknown
        std::string least;       ///< as text; empty: unknown
        std::string greatest;
    };
    struct RowGroup {
        std::int64_t rows = 0;
        std::int64_t size = 0;
        std::vector<Chunk> chunks;
    };
    static constexpr std::int64_t largestFooter = std::int64_t(16) << 20;

    explicit ParquetFooter(std::int64_t fileSize);

    [[nodiscard]] std::optional<FilePart> wanted() const override;
    /// Fails with code NoParquet, DamagedParquet, or with kind Unsupported, code EncryptedParquet or
    /// FooterTooLarge.
    [[nodiscard]] Result<void> add(std::string_view bytes) override;

    // Valid when nothing is wanted any more.
    [[nodiscard]] std::int64_t rows() const { return m_rows; }
    [[nodiscard]] std::int64_t version() const { return m_version; }
    [[nodiscard]] const std::string& createdBy() const { return m_createdBy; }
    [[nodiscard]] const std::vector<Column>& columns() const { return m_columns; }
    /// The first ones, of very many.
    [[nodiscard]] const std::vector<RowGroup>& rowGroups() const { return m_groups; }
    [[nodiscard]] std::int64_t rowGroupCount() const { return m_groupCount; }
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& notes() const { return m_notes; }

private:
    class Reader;

    std::int64_t m_fileSize;
    FilePart m_wanted;
    bool m_isDone = false;
    std::string m_tail;
    std::int64_t m_rows = 0;
    std::int64_t m_version = 0;
    std::int64_t m_groupCount = 0;
    std::string m_createdBy;
    std::vector<Column> m_columns;
    std::vector<RowGroup> m_groups;
    std::vector<std::pair<std::string, std::string>> m_notes;
};

} // namespace inia
