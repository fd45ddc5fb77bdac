#pragma once

#include "core/model/value.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// A list of structures in the form it came in, from which Values are made when somebody asks for them: as
/// Values a page of 1,000 objects takes 7,000 allocations, and whoever goes through it row by row needs none
/// of them. Never changes; may be read in several threads.
class RecordList {
public:
    RecordList() = default;
    virtual ~RecordList() = default;
    Q_DISABLE_COPY_MOVE(RecordList)

    [[nodiscard]] virtual std::size_t size() const = 0;
    /// Names of the members that a structure may have, in their order.
    [[nodiscard]] virtual const std::vector<std::string>& columns() const = 0;
    /// A member; null when this structure has none, or when there is no such column.
    [[nodiscard]] virtual Value cell(std::size_t row, std::size_t column) const = 0;
    /// A member that is a text, as Value::text() has it but without making one. `buffer` may be used for it;
    /// the text is valid as long as that stays and these records are.
    [[nodiscard]] virtual std::string_view text(std::size_t row, std::size_t column,
                                                std::string& buffer) const = 0;

    /// columns().size() when there is none of this name.
    [[nodiscard]] std::size_t columnOf(std::string_view name) const;
    /// The structure as a map.
    [[nodiscard]] Value record(std::size_t row) const;
    [[nodiscard]] Value::List toList() const;
};

/// Any list in this form: its own records, or its items, of which only `columns` are seen.
[[nodiscard]] std::shared_ptr<const RecordList> recordsOf(const Value& list,
                                                          std::vector<std::string> columns);

} // namespace inia
