#pragma once

#include "core/common/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QIODevice>
#include <QtCore/QString>
#include <QtCore/QUrl>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inia {

/// A request's body that is not in memory. Every attempt opens it anew at its beginning, which is how a retry
/// rewinds. Its length is known beforehand: S3 takes no other.
class RequestBody {
public:
    RequestBody() = default;
    virtual ~RequestBody() = default;
    Q_DISABLE_COPY_MOVE(RequestBody)

    [[nodiscard]] virtual qint64 size() const = 0;
    /// A device of its own, open for reading, of exactly size() bytes.
    [[nodiscard]] virtual Result<std::unique_ptr<QIODevice>> open() const = 0;
    /// The same for digests, which are computed before it is sent: never slowed down, and from any thread.
    [[nodiscard]] virtual Result<std::unique_ptr<QIODevice>> openForDigest() const { return open(); }
    /// Whether it is in memory and so little that handing it to another thread takes longer than its digests.
    [[nodiscard]] virtual bool isLittle() const { return false; }
};

/// A file, or a range of one; paths as core/common/localpath.h has them.
class FileBody final : public RequestBody {
public:
    /// The whole file. Fails (kind Parameter) when it cannot be read.
    [[nodiscard]] static Result<std::shared_ptr<const FileBody>> of(const QString& path);
    /// `size` bytes from `offset` on, which is not checked before open().
    FileBody(QString path, qint64 offset, qint64 size)
        : m_path(std::move(path)), m_offset(offset), m_size(size)
    {
    }

    [[nodiscard]] qint64 size() const override { return m_size; }
    /// Fails (kind Parameter) when the file cannot be read or has become shorter.
    [[nodiscard]] Result<std::unique_ptr<QIODevice>> open() const override;

private:
    QString m_path;
    qint64 m_offset = 0;
    qint64 m_size = 0;
};

/// Bytes in memory, or a part of them, which is not copied.
class BytesBody final : public RequestBody {
public:
    explicit BytesBody(QByteArray bytes) : m_bytes(std::move(bytes)), m_size(m_bytes.size()) {}
    /// The part has to lie within `bytes`.
    BytesBody(QByteArray bytes, qint64 offset, qint64 size)
        : m_bytes(std::move(bytes)), m_offset(offset), m_size(size)
    {
    }

    [[nodiscard]] qint64 size() const override { return m_size; }
    [[nodiscard]] Result<std::unique_ptr<QIODevice>> open() const override;
    [[nodiscard]] bool isLittle() const override { return m_size <= mostLittle; }

    static constexpr qint64 mostLittle = qint64(64) * 1024;

private:
    QByteArray m_bytes;
    qint64 m_offset = 0;
    qint64 m_size = 0;
};

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

/// Where a request goes, in the form that Qt takes without changing it.
struct RequestTarget {
    QUrl url;
    /// What has to stand in the request line when Qt would not write the URL as it was given; `url` is then
    /// its scheme and host alone. Mostly empty.
    QByteArray exact;
};

/// Certain that Qt will put exactly these path and query bytes on the wire, one way or the other.
///
/// Qt's HTTP layer rewrites some targets after everything an application can see, and a rewritten target
/// names another S3 object (or the bucket itself), for which the signature may even be right:
///  - "." and ".." segments are resolved, also when written as %2E (found with Qt 6.4.2);
///  - a path that begins with "//", which is an S3 key with a leading "/" in virtual-hosted style, loses
///    one slash. In path style the bucket comes first and the path is left alone.
/// Those have to go by `exact`, as has every URL that QUrl spells otherwise than it was given.
/// Errors: Unsupported (BadUrl; UnsendablePath for bytes that cannot stand in a request line).
[[nodiscard]] Result<RequestTarget> requestTarget(std::string_view url);

/// Says how long the body is, where botocore says so: with every method that may have one, unless the
/// request is said to be sent in chunks.
void setContentLength(HttpRequest& request);

/// What cannot be sent becomes what is sent instead: our transport knows every body's length and says it
/// (no Transfer-Encoding: chunked, no HTTP trailers), and it does not wait for "100 Continue". No signature
/// covers these headers. A checksum behind an aws-chunked body is part of that body and stays.
void setFraming(HttpRequest& request);

} // namespace inia
