#pragma once

#include "core/model/value.h"
#include "core/resource/resource.h"
#include "core/session/session.h"
#include "core/sync/client.h"

#include <functional>
#include <iosfwd>
#include <optional>
#include <string_view>
#include <vector>

namespace inia {

/// For people: texts as they are, times in ISO 8601, null as "null", bytes of blobs, all else as JSON.
std::ostream& operator<<(std::ostream& out, const Value& value);

} // namespace inia

namespace inia::sync {

class Collection;
struct Answer;

/// A resource that asks when it has to and waits for the answer; see Program. After the program's first error
/// all it gives is empty.
class Resource final {
public:
    Resource(std::optional<inia::Resource> resource, FirstErrorPtr firstError)
        : m_resource(std::move(resource)), m_firstError(std::move(firstError))
    {
    }

    /// s3.subResource("Bucket", {"acme"}): boto3's s3.Bucket('acme').
    [[nodiscard]] Resource subResource(std::string_view name, std::vector<Value> identifiers = {}) const;
    /// For range-for: bucket.collection("objects") is boto3's bucket.objects.
    [[nodiscard]] Collection collection(std::string_view name) const;
    /// An identifier or an attribute, loaded first when that is needed: object["last_modified"].
    [[nodiscard]] Value operator[](std::string_view name) const;
    /// The resources a reference leads to: instance.reference("vpc").
    [[nodiscard]] std::vector<Resource> reference(std::string_view name) const;
    /// Runs an action: bucket.act("put_object", {{"Key", "a"}, {"Body", QByteArray("...")}}).
    Answer act(std::string_view action, const Params& params = {}) const;
    /// Polls until "wait_until_exists" and the like.
    void wait(std::string_view waiter, const Params& params = {}) const;
    /// As boto3 prints it; empty after an error.
    [[nodiscard]] std::string text() const { return m_resource ? m_resource->text() : std::string(); }

    /// Null after an error.
    [[nodiscard]] const inia::Resource* resource() const { return m_resource ? &*m_resource : nullptr; }

private:
    [[nodiscard]] bool isUsable() const { return m_resource && !m_firstError->hasHappened(); }
    [[nodiscard]] Answer answerOf(const ResourceReplyPtr& reply) const;

    std::optional<inia::Resource> m_resource;
    FirstErrorPtr m_firstError;
};

/// What an action gave: resources, or data.
struct Answer {
    Value data;
    std::vector<Resource> resources;
};

/// Many resources, page by page as a loop gets there. Each loop asks anew.
class Collection final {
public:
    Collection(std::optional<inia::Collection> collection, FirstErrorPtr firstError)
        : m_collection(std::move(collection)), m_firstError(std::move(firstError))
    {
    }

    [[nodiscard]] Collection filter(const Params& params) const;
    [[nodiscard]] Collection limit(std::int64_t count) const;
    [[nodiscard]] Collection pageSize(std::int64_t count) const;

    [[nodiscard]] PagedRange<Resource>::Iterator begin() const { return items().begin(); }
    [[nodiscard]] std::default_sentinel_t end() const { return {}; }
    /// Runs a batch action ("delete") on all items; the answers, one a page.
    Value batch(std::string_view action, const Params& params = {}) const;

private:
    [[nodiscard]] PagedRange<Resource> items() const;

    std::optional<inia::Collection> m_collection;
    FirstErrorPtr m_firstError;
};

/// A session whose clients and resources wait for their answers.
class Session final {
public:
    Session(std::optional<inia::Session> session, FirstErrorPtr firstError)
        : m_session(std::move(session)), m_firstError(std::move(firstError))
    {
    }

    [[nodiscard]] Client client(std::string_view service, const ClientOptions& options = {}) const;
    [[nodiscard]] Resource resource(std::string_view service, const ClientOptions& options = {}) const;

    /// Null after an error.
    [[nodiscard]] const inia::Session* session() const { return m_session ? &*m_session : nullptr; }

private:
    std::optional<inia::Session> m_session;
    FirstErrorPtr m_firstError;
};

/// What a program that does one thing after another stands on: boto3's module functions. Made by run() alone,
/// which looks at the first error at the end, so that none can be overlooked: after it every call answers
/// null, every loop ends and no service is asked any more. Errors that are expected come as values from
/// Client::tryCall(). For programs without a window, as await() is.
class Program final {
public:
    /// boto3.Session(region_name=...): program.session({.region = "us-west-2"}).
    [[nodiscard]] Session session(SessionOptions options = {}) const;
    /// Of the default session.
    [[nodiscard]] Client client(std::string_view service, const ClientOptions& options = {}) const;
    [[nodiscard]] Resource resource(std::string_view service, const ClientOptions& options = {}) const;

    /// Nothing has failed so far.
    [[nodiscard]] bool ok() const { return !m_firstError->hasHappened(); }
    /// Ends the program with an error of its own.
    void fail(std::string message) const;

private:
    friend Result<void> run(const Runtime& runtime, const std::function<void(const Program&)>& steps);
    explicit Program(const Runtime& runtime);

    Runtime m_runtime;
    FirstErrorPtr m_firstError = std::make_shared<FirstError>();
    Session m_defaultSession;
};

/// The body of main(): runs the steps on Runtime::standard(), says on standard error what failed first, and
/// returns the exit code, 0 or 1.
[[nodiscard]] int run(int argc, char* argv[], const std::function<void(const Program&)>& steps);
/// The same on a runtime of one's own, where there is a QCoreApplication already.
[[nodiscard]] Result<void> run(const Runtime& runtime, const std::function<void(const Program&)>& steps);

} // namespace inia::sync
