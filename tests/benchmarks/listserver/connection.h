#pragma once

#include "tests/benchmarks/listserver/listpages.h"

#include <string>
#include <string_view>

namespace inia::benchmarks {

struct ServerSettings {
    std::size_t keyCount = 1'000'000;
    /// Bytes in each piece of a chunked body, which is how S3 sends listings; 0 sends a Content-Length.
    std::size_t chunkSize = 8192;
    std::size_t pause = 0; ///< ms before each page
};

/// Answers the requests of one connection until the other side closes it. Owns the socket.
class Connection final {
public:
    Connection(int socket, const ServerSettings& settings);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void serve();

private:
    /// The head of the next request; empty at the end.
    [[nodiscard]] std::string readHead();
    [[nodiscard]] bool answer(std::string_view head);
    [[nodiscard]] bool sendListing(std::string_view body) const;
    [[nodiscard]] bool sendText(std::string_view text) const;

    int m_socket;
    ServerSettings m_settings;
    ListPages m_plain;
    ListPages m_encoded;
    std::string m_received;
};

} // namespace inia::benchmarks
