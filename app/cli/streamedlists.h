#pragma once

#include "core/common/result.h"
#include "core/model/value.h"
#include "core/protocol/jsonwriter.h"

#include <QtCore/QTemporaryFile>

#include <memory>
#include <string>
#include <vector>

namespace inia::cli {

/// One JSON object on standard output whose members are lists of any length: the first list that has items is
/// printed at once, those that grow beside it wait in temporary files, and nothing is kept in memory.
class StreamedLists final {
public:
    explicit StreamedLists(const std::vector<std::string>& names);

    [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }
    [[nodiscard]] Result<void> add(const std::string& name, const Value& items);
    /// Ends the lists, adds the members of `rest` and ends the object. Prints nothing when there is no member
    /// at all.
    [[nodiscard]] Result<void> finish(const Value& rest);

private:
    struct List {
        JsonWriter writer;
        bool hasBegun = false;
        std::unique_ptr<QTemporaryFile> waiting; ///< null for the one that is printed at once
    };

    [[nodiscard]] Result<void> write(List& list);
    [[nodiscard]] Result<void> printMember(std::string text);

    std::vector<std::string> m_names;
    std::vector<List> m_lists; ///< in the order of m_names
    List* m_printed = nullptr;
    bool m_hasMembers = false;
};

} // namespace inia::cli
