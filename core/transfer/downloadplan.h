#pragma once

#include "core/model/value.h"
#include "core/transfer/contentrange.h"

#include <optional>
#include <string>
#include <vector>

namespace inia {

/// How an object is cut into ranges and which of them are there.
class DownloadPlan final {
public:
    /// One part with all of it when `isWhole`.
    DownloadPlan(qint64 size, qint64 partSize, std::string etag, bool isWhole);

    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] const std::string& etag() const { return m_etag; }
    [[nodiscard]] bool isWhole() const { return m_isWhole; }
    [[nodiscard]] std::size_t count() const { return m_done.size(); }
    [[nodiscard]] ByteRange range(std::size_t part) const;
    /// As S3 wants it; the last one has an open end, as s3transfer has it.
    [[nodiscard]] std::string rangeText(std::size_t part) const;
    /// The first part that is neither there nor handed out; it counts as handed out from then on.
    [[nodiscard]] std::optional<std::size_t> takeNext();
    [[nodiscard]] bool hasNext() const { return nextFrom(m_next) < count(); }
    void setDone(std::size_t part);
    /// Everything that is not there may be handed out again.
    void takeBack() { m_next = 0; }
    [[nodiscard]] bool isComplete() const { return m_doneCount == count(); }
    [[nodiscard]] qint64 doneBytes() const { return m_doneBytes; }

    /// Null while nothing is worth keeping.
    [[nodiscard]] Value toValue() const;
    /// Nothing when it does not fit together.
    [[nodiscard]] static std::optional<DownloadPlan> fromValue(const Value& value);

private:
    [[nodiscard]] std::size_t nextFrom(std::size_t part) const;

    qint64 m_size;
    qint64 m_partSize;
    std::string m_etag;
    bool m_isWhole;
    std::vector<bool> m_done;
    std::size_t m_doneCount = 0;
    std::size_t m_next = 0;
    qint64 m_doneBytes = 0;
};

} // namespace inia
