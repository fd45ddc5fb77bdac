#pragma once

#include "core/async/task.h"
#include "core/client/client.h"

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// Something that can be set for a bucket, and by which operations. In the order of a page about the bucket.
struct BucketFeature {
    std::string_view name; ///< stable: "versioning"
    std::string_view read;
    std::string_view write;  ///< empty: shown only
    std::string_view remove; ///< empty: it cannot be taken away, but for what `write` stores
    /// The member of `write` that holds what is to be stored; of `read`, the member that holds what is
    /// stored, empty where that is the answer as a whole.
    std::string_view writeMember;
    std::string_view readMember;
    /// The code by which a server says that nothing is set; empty where it answers with nothing instead.
    std::string_view notSetCode;
    /// "Payer=BucketOwner": a value that is there when nobody has set anything; empty if there is none.
    std::string_view defaultValue;
};

[[nodiscard]] std::span<const BucketFeature> bucketFeatures();

/// What is set for a bucket, each feature by a request of its own, six at a time: one that fails does not
/// keep the others from being shown. "Not set" is no failure, nor is what a server does not offer. A Task
/// that ends when all have been answered.
class BucketConfiguration final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BucketConfiguration)
public:
    enum class State {
        Loading,
        Set,
        NotSet,
        NotAllowed, ///< `error` names the operation that may not be called
        NotOffered, ///< the server does not know it
        Failed,
    };
    struct Row {
        State state = State::Loading;
        Value value; ///< what is stored; null unless something is
        std::optional<Error> error;
        quint64 call = 0; ///< in the ExchangeLog
    };

    /// `only`: positions in bucketFeatures() to ask for; all when it is empty.
    BucketConfiguration(Client client, std::string bucket, const std::vector<std::size_t>& only = {});
    ~BucketConfiguration() override;

    void start();
    void cancel() override;

    /// One for each of bucketFeatures(), also for those that are not asked for.
    [[nodiscard]] const std::vector<Row>& rows() const { return m_rows; }
    /// The parameters by which the feature's `write` would store `stored` again; with null, an empty
    /// structure to begin from. What the answer says beside the structure goes to the parameter of its name.
    [[nodiscard]] static Value writeParams(const Client& client, const std::string& bucket,
                                           const BucketFeature& feature, const Value& stored);

    /// What an answer says of a feature.
    [[nodiscard]] static Row rowOf(const BucketFeature& feature, const Result<Value>& answer);

signals:
    void rowChanged(std::size_t feature);

private:
    void giveUp() override;
    void askMore();
    void receive(std::size_t feature);

    Client m_client;
    std::string m_bucket;
    std::vector<Row> m_rows;
    std::deque<std::size_t> m_waiting;
    std::map<std::size_t, ReplyPtr> m_running;
};

/// Why the parameters of a feature's `write` would be refused, beyond what the model says: a sentence each.
[[nodiscard]] std::vector<std::string> bucketProblems(const BucketFeature& feature, const std::string& bucket,
                                                      const Value& params);
/// Stores one feature of a bucket, or takes it away: reads it once more, as all of it is replaced, writes it,
/// and reads what the server has then. What another change is under way for is tried again. A Task;
/// cancelled, it may have been written all the same.
class BucketChange final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(BucketChange)
public:
    struct Order {
        std::string bucket;
        std::size_t feature = 0; ///< in bucketFeatures()
        Value opened;            ///< what was stored when the change was begun; null: nothing
        Value params;            ///< of the feature's `write`; null: it is taken away
    };

    BucketChange(Client client, Order order);
    ~BucketChange() override;

    void start();
    void cancel() override;

    [[nodiscard]] const Order& order() const { return m_order; }
    /// Valid after finished(): what the server has now. Fails with kind Service, ChangedMeanwhile, when it is
    /// not what was opened any more; then it is in found().
    [[nodiscard]] const Result<BucketConfiguration::Row>& result() const { return m_result; }
    [[nodiscard]] const BucketConfiguration::Row& found() const { return m_found; }
    /// Servers may store something else than they were given.
    [[nodiscard]] bool isAsSent() const;
    [[nodiscard]] quint64 callId() const { return m_callId; }

private:
    using Answered = std::function<void(const Result<Value>&)>;

    void giveUp() override { m_reply.reset(); }
    [[nodiscard]] const BucketFeature& feature() const { return bucketFeatures()[m_order.feature]; }
    void ask(std::string_view operation, Value params, Answered answered);
    void write();
    void finish(Result<BucketConfiguration::Row> result);

    Client m_client;
    Order m_order;
    BucketConfiguration::Row m_found;
    int m_tries = 0;
    ReplyPtr m_reply;
    quint64 m_callId = 0;
    Result<BucketConfiguration::Row> m_result;
};

} // namespace inia
