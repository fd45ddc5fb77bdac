#pragma once

#include <QtCore/QByteArray>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inia {

class RequestBody;

/// Headers in the order they are sent or came; names compare without case.
class HttpHeaders final {
public:
    using Entry = std::pair<std::string, std::string>;

    /// The first value of that name; empty when absent.
    [[nodiscard]] std::string_view value(std::string_view name) const;
    [[nodiscard]] bool contains(std::string_view name) const;
    /// Replaces every header of that name.
    void set(std::string_view name, std::string value);
    void add(std::string_view name, std::string value)
    {
        m_entries.emplace_back(std::string(name), std::move(value));
    }
    void remove(std::string_view name);
    [[nodiscard]] bool empty() const { return m_entries.empty(); }
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }
    [[nodiscard]] auto begin() const { return m_entries.begin(); }
    [[nodiscard]] auto end() const { return m_entries.end(); }
    friend bool operator==(const HttpHeaders&, const HttpHeaders&) = default;

private:
    std::vector<Entry> m_entries;
};

/// ASCII comparison without case, as header names ask for.
[[nodiscard]] bool equalsIgnoringCase(std::string_view a, std::string_view b);

/// A request as plain value between serializer, signer and transport. `url` holds exactly the bytes that
/// go on the wire: scheme://host[:port]/path[?query], already percent-encoded.
struct HttpRequest {
    std::string method = "GET";
    std::string url;
    HttpHeaders headers;
    QByteArray body;
    /// Sent instead of `body`, which is empty then; null for the simple case.
    std::shared_ptr<const RequestBody> bodySource;
};

/// Pieces of a URL, as bytes, with nothing decoded or normalised.
struct UrlParts {
    std::string_view scheme; ///< "https"
    std::string_view host;   ///< host[:port]
    std::string_view path;   ///< starts with "/" or is empty
    std::string_view query;  ///< without "?"
};
[[nodiscard]] UrlParts splitUrl(std::string_view url);

/// The Host header that goes with a URL: lower case, without user and without the scheme's own port. What
/// is signed and what is sent have to agree on it.
[[nodiscard]] std::string hostHeader(std::string_view url);

/// What said that a body is at its end.
enum class BodyEnd {
    Length, ///< Content-Length, or there can be no body: it is whole
    /// A chunk of size 0, or what Qt takes for one: a size that is no number. Checksums and the forms of
    /// documents are surer.
    LastChunk,
    Connection, ///< nothing but the end of the connection: nobody knows whether it is whole
};

struct HttpResponse {
    int status = 0;
    HttpHeaders headers;
    QByteArray body;
    /// True when the body went to a BodySink as it came: `body` is then empty.
    bool isBodyElsewhere = false;
    /// Whether whoever needs it whole has to look for other proof: the end of a document, a checksum, a
    /// length from elsewhere.
    BodyEnd bodyEnd = BodyEnd::Length;

    [[nodiscard]] bool isLengthProven() const { return bodyEnd == BodyEnd::Length; }
};

} // namespace inia
