#pragma once

#include "core/model/value.h"
#include "core/transfer/contentrange.h"
#include "core/transfer/objectproof.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace inia {

/// How an object is cut into ranges and which of them are there.
class DownloadPlan final {
public:
    /// S3's objects have at most 50 TB, and parts have at least a few KiB: more is no object.
    static constexpr qint64 mostParts = 10'000'000;

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
    /// `digest` of its bytes, by the algorithm of checksum(); empty when it is not known.
    void setDone(std::size_t part, QByteArray digest = {});
    /// Everything that is not there may be handed out again.
    void takeBack() { m_next = 0; }
    [[nodiscard]] bool isComplete() const { return m_doneCount == count(); }
    [[nodiscard]] qint64 doneBytes() const { return m_doneBytes; }

    /// What the parts are compared with when all are there.
    void setChecksum(std::optional<ObjectChecksum> checksum) { m_checksum = std::move(checksum); }
    [[nodiscard]] const std::optional<ObjectChecksum>& checksum() const { return m_checksum; }
    /// Of a complete object; empty when that of a part is not known.
    [[nodiscard]] QByteArray digest() const;

    /// Null while nothing is worth keeping.
    [[nodiscard]] Value toValue() const;
    /// Nothing when it does not fit together.
    [[nodiscard]] static std::optional<DownloadPlan> fromValue(const Value& value);

private:
    /// Parts in a row that are there, so that a large object's are few words.
    struct Run {
        std::size_t end = 0; ///< behind the last
        qint64 size = 0;     ///< bytes
        QByteArray digest;
    };

    [[nodiscard]] std::size_t nextFrom(std::size_t part) const;
    void addRun(std::size_t first, Run run);
    [[nodiscard]] QByteArray joined(const Run& first, const Run& second) const;

    qint64 m_size;
    qint64 m_partSize;
    std::string m_etag;
    bool m_isWhole;
    std::optional<ObjectChecksum> m_checksum;
    std::vector<bool> m_done;
    std::map<std::size_t, Run> m_runs; ///< by their first part
    std::size_t m_doneCount = 0;
    std::size_t m_next = 0;
    qint64 m_doneBytes = 0;
};

} // namespace inia
