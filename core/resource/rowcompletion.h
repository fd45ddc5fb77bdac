#pragma once

#include "core/async/task.h"
#include "core/call/calloptions.h"
#include "core/client/client.h"
#include "core/resource/resource.h"

#include <vector>

namespace inia {

/// What a list did not say of its rows, read for many of them by one call: clusters of ECS are listed by
/// their ARNs, DescribeClusters says what they are. Only what was inferred of a service knows such calls.
class RowCompletion final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RowCompletion)
public:
    /// Of how many rows of a type one call tells; 0 where none does.
    [[nodiscard]] static std::size_t mostAtOnce(const ResourceDefinition& type);

    /// Rows of one list, at most mostAtOnce() of their type.
    RowCompletion(std::vector<Resource> rows, CallOptions options);

    void start();
    void cancel() override;

    /// From finished() on: the data of each row, in their order; null for those that the answer does not
    /// have.
    [[nodiscard]] const Result<std::vector<Value>>& result() const { return m_result; }
    [[nodiscard]] quint64 callId() const { return m_reply ? m_reply->callId() : 0; }

protected:
    void giveUp() override;

private:
    void receive();

    std::vector<Resource> m_rows;
    CallOptions m_options;
    ReplyPtr m_reply;
    Result<std::vector<Value>> m_result;
};

} // namespace inia
