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

    /// Every odd key the network can carry is found (HeadObject) and read, and gives what was written.
    void oddKeysAreReadBack() const;
    /// Keys with "." or ".." as a segment are refused in words, and no server hears of them.
    void dotSegmentsAreRefused() const;
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
