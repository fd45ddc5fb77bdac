#pragma once

#include "tests/integration/listing.h"
#include "tests/integration/testserver.h"

#include <string>

namespace inia::tests {

/// Reading objects, alike on every S3 server. See ListingFlows.
class ReadingFlows final {
public:
    ReadingFlows(const TestServer& server, Session session) : m_server(server), m_session(std::move(session))
    {
    }

    /// Every odd key is found (HeadObject) and read, and gives what was written, but for those with "." or
    /// ".." as a segment.
    void oddKeysAreReadBack() const;
    /// Those, and keys that begin with "/", reach a server byte for byte.
    void dotSegmentsAreSentExactly() const;
    /// bucket.Object(key).load() brings the attributes, user metadata included.
    void objectIsLoaded() const;
    /// A part of an object, and an object that is not there.
    void rangeAndAbsence() const;

private:
    [[nodiscard]] ReplyPtr get(const std::string& bucket, const std::string& key, Value more = {}) const;

    const TestServer& m_server;
    Session m_session;
};

} // namespace inia::tests
