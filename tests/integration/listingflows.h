#pragma once

#include "tests/integration/listing.h"
#include "tests/integration/testserver.h"

#include <string>

namespace inia::tests {

/// The flows that have to pass on every S3 server alike. Called from test functions; each fails that function
/// by Qt Test's own means and prints what it saw.
class ListingFlows final {
public:
    ListingFlows(const TestServer& server, Session session) : m_server(server), m_session(std::move(session))
    {
    }

    /// s3.buckets.all() lists these names.
    void bucketsAreListed(const std::vector<std::string>& names) const;
    /// bucket.objects gives every key, in order, byte for byte, by ceil(N / 1000) requests.
    void everyObjectIsListed(const std::string& bucket, const std::string& operation) const;
    /// The same with pages of another size, which divides some counts and not others.
    void pagesHaveTheSizeAskedFor(const std::string& bucket, int pageSize) const;
    /// Objects and folders below a prefix, and nothing else.
    void folderIsListed(const std::string& bucket, const std::string& prefix,
                        const std::string& operation) const;
    /// No objects is an answer, not an error.
    void emptyBucketIsComplete() const;
    /// bucket.object_versions: all versions and all delete markers.
    void versionsAreListed() const;
    /// The session's calls are refused for this reason, as errors of kind Service.
    void listingIsRefused(const std::string& bucket, const std::string& code) const;
    /// Dropping a cursor before its request, while it waits, or in its own signal ends it for good.
    void droppedCursorsAskNoMore(const std::string& bucket) const;

private:
    [[nodiscard]] Collection objects(const std::string& name,
                                     const std::string& operation = "ListObjectsV2") const;
    /// Attempts in the log since the call with this id, of this operation; all operations when empty.
    [[nodiscard]] int attemptsSince(std::size_t firstCall, const std::string& operation) const;
    void settle() const;

    const TestServer& m_server;
    Session m_session;
};

} // namespace inia::tests
