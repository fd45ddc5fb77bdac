#pragma once

#include "core/model/value.h"

#include <QtCore/QtGlobal>

#include <cstddef>
#include <optional>
#include <vector>

namespace inia {

/// How an object goes to S3 in parts and which of them are there. Parts are numbered from 1.
class PartPlan final {
public:
    struct Part {
        int number = 0;
        qint64 offset = 0;
        qint64 size = 0;
    };

    PartPlan(qint64 size, qint64 partSize);

    /// The size of parts nearest to the wanted one that S3 takes for an object of `size` bytes: doubled until
    /// there are at most 10,000 of them, then at least 5 MiB and at most 5 GiB.
    [[nodiscard]] static qint64 fittingPartSize(qint64 wanted, qint64 size);

    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] qint64 partSize() const { return m_partSize; }
    [[nodiscard]] int count() const { return static_cast<int>(m_entries.size()); }
    [[nodiscard]] Part part(int number) const;

    /// The first part that is neither there nor handed out; it counts as handed out from then on.
    [[nodiscard]] std::optional<Part> takeNext();
    [[nodiscard]] bool hasNext() const { return nextFrom(m_next) < m_entries.size(); }
    /// Everything that is not there may be handed out again.
    void takeBack() { m_next = 0; }
    /// `entry` is what CompleteMultipartUpload wants to know of it.
    void setDone(int number, Value entry);
    [[nodiscard]] bool isDone(int number) const;
    [[nodiscard]] bool isComplete() const { return m_doneCount == count(); }
    [[nodiscard]] qint64 doneBytes() const { return m_doneBytes; }
    /// The entries in order.
    [[nodiscard]] Value entries() const;

private:
    [[nodiscard]] std::size_t nextFrom(std::size_t index) const;

    qint64 m_size;
    qint64 m_partSize;
    std::vector<Value> m_entries; ///< null: not there
    std::size_t m_next = 0;
    int m_doneCount = 0;
    qint64 m_doneBytes = 0;
};

} // namespace inia
