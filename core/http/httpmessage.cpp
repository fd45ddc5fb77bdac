#include "core/http/httpmessage.h"

#include "core/common/localpath.h"
#include "core/http/textencoding.h"
#include "core/text/ascii.h"

#include <QtCore/QBuffer>
#include <QtCore/QFile>

#include <algorithm>

namespace inia {

namespace {

Error unreadable(const QString& path, const QString& why)
{
    return makeError(ErrorKind::Parameter, "UnreadableFile",
                     "The file " + pathText(path) + " cannot be sent: " + why.toStdString() +
                         ". Nothing was sent.");
}

QString shorter()
{
    return QStringLiteral("it has become shorter");
}

/// A part of a file as a device of its own.
class FileRange final : public QIODevice {
public:
    FileRange(qint64 offset, qint64 size) : m_offset(offset), m_size(size) {}

    /// Why it cannot be read; empty when it can.
    [[nodiscard]] QString openFile(const QString& path)
    {
        if (const auto opened = openToRead(m_file, path); !opened)
            return QString::fromStdString(opened.error().message);
        const bool isOpen = m_file.seek(m_offset) && open(QIODevice::ReadOnly | QIODevice::Unbuffered);
        return isOpen ? QString() : m_file.errorString();
    }
    [[nodiscard]] qint64 fileSize() const { return m_file.size(); }
    [[nodiscard]] qint64 size() const override { return m_size; }
    bool seek(qint64 position) override
    {
        return position <= m_size && QIODevice::seek(position) && m_file.seek(m_offset + position);
    }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        const qint64 wanted = std::min(most, m_offset + m_size - m_file.pos());
        const qint64 count = m_file.read(data, wanted);
        if (count != 0 || wanted <= 0)
            return count;
        setErrorString(shorter());
        return -1; // not the end of this range
    }
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QFile m_file;
    qint64 m_offset;
    qint64 m_size;
};

bool hasDotSegment(std::string_view path)
{
    while (!path.empty()) {
        path.remove_prefix(1); // the slash
        const auto end = path.find('/');
        const std::string_view raw = path.substr(0, end);
        // "/" escaped as %2F does not end a segment for Qt, so it must not for this check.
        if (raw.size() <= 6) {
            const std::string segment = percentDecode(raw);
            if (segment == "." || segment == "..")
                return true;
        }
        path.remove_prefix(raw.size());
    }
    return false;
}

/// What QUrl spells as it is. Asking it takes as long as half of the rest of a request.
bool isPlain(std::string_view path)
{
    return std::all_of(path.begin(), path.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '-' && c <= '9') || c == '_';
    });
}

/// Whether these bytes may stand in a request line.
bool isSendable(std::string_view target)
{
    return std::all_of(target.begin(), target.end(), [](char c) { return c > ' ' && c <= '~'; });
}

std::string targetOf(const QUrl& url)
{
    QByteArray target = url.path(QUrl::FullyEncoded).toLatin1();
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return target.toStdString();
}

} // namespace

// ---- bodies -----------------------------------------------------------------------------------------------

Result<std::shared_ptr<const FileBody>> FileBody::of(const QString& path)
{
    QFile file;
    if (const auto opened = openToRead(file, path); !opened)
        return unreadable(path, QString::fromStdString(opened.error().message));
    return std::make_shared<const FileBody>(path, 0, file.size());
}

Result<std::unique_ptr<QIODevice>> FileBody::open() const
{
    auto range = std::make_unique<FileRange>(m_offset, m_size);
    if (const QString problem = range->openFile(m_path); !problem.isEmpty())
        return unreadable(m_path, problem);
    if (range->fileSize() < m_offset + m_size)
        return unreadable(m_path, shorter());
    return std::unique_ptr<QIODevice>(std::move(range));
}

namespace {

/// Keeps alive what it reads from: the device may outlive its body.
class BytesDevice final : public QBuffer {
public:
    BytesDevice(const QByteArray& bytes, qint64 offset, qint64 size) : m_bytes(bytes)
    {
        setData(QByteArray::fromRawData(m_bytes.constData() + offset, size));
        open(QIODevice::ReadOnly);
    }

private:
    QByteArray m_bytes;
};

} // namespace

Result<std::unique_ptr<QIODevice>> BytesBody::open() const
{
    return std::unique_ptr<QIODevice>(std::make_unique<BytesDevice>(m_bytes, m_offset, m_size));
}

// ---- requests and responses -------------------------------------------------------------------------------

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return ascii::toLower(x) == ascii::toLower(y);
           });
}

std::string_view HttpHeaders::value(std::string_view name) const
{
    for (const auto& [key, value] : m_entries) {
        if (equalsIgnoringCase(key, name))
            return value;
    }
    return {};
}

bool HttpHeaders::contains(std::string_view name) const
{
    return std::any_of(m_entries.begin(), m_entries.end(),
                       [name](const Entry& entry) { return equalsIgnoringCase(entry.first, name); });
}

void HttpHeaders::set(std::string_view name, std::string value)
{
    remove(name);
    add(name, std::move(value));
}

void HttpHeaders::remove(std::string_view name)
{
    std::erase_if(m_entries, [name](const Entry& entry) { return equalsIgnoringCase(entry.first, name); });
}

UrlParts splitUrl(std::string_view url)
{
    UrlParts parts;
    const auto schemeEnd = url.find("://");
    if (schemeEnd != std::string_view::npos) {
        parts.scheme = url.substr(0, schemeEnd);
        url.remove_prefix(schemeEnd + 3);
    }
    const auto hostEnd = url.find_first_of("/?#");
    parts.host = url.substr(0, hostEnd);
    if (hostEnd == std::string_view::npos)
        return parts;
    url.remove_prefix(hostEnd);
    url = url.substr(0, url.find('#'));
    const auto queryStart = url.find('?');
    parts.path = url.substr(0, queryStart);
    if (queryStart != std::string_view::npos)
        parts.query = url.substr(queryStart + 1);
    return parts;
}

std::string hostHeader(std::string_view url)
{
    const UrlParts parts = splitUrl(url);
    std::string host(parts.host.substr(parts.host.rfind('@') + 1));
    std::transform(host.begin(), host.end(), host.begin(), ascii::toLower);
    const std::string_view ownPort = equalsIgnoringCase(parts.scheme, "https") ? ":443" : ":80";
    if (host.ends_with(ownPort))
        host.resize(host.size() - ownPort.size());
    return host;
}

// ---- how they go onto the wire ----------------------------------------------------------------------------

Result<RequestTarget> requestTarget(std::string_view url)
{
    const UrlParts parts = splitUrl(url);
    const QUrl parsed =
        QUrl::fromEncoded(QByteArray(url.data(), static_cast<qsizetype>(url.size())), QUrl::StrictMode);
    const bool isHttp = parsed.scheme() == QLatin1String("http") || parsed.scheme() == QLatin1String("https");
    if (!parsed.isValid() || !isHttp || parsed.host().isEmpty())
        return makeError(ErrorKind::Unsupported, "BadUrl",
                         "The address \"" + std::string(parts.scheme) + "://" + hostHeader(url) +
                             "\" with path \"" + std::string(parts.path) +
                             "\" is not a URL that can be sent to: it takes http or https, a host, and "
                             "escaped characters.");
    std::string wanted(parts.path);
    if (const auto query = url.substr(0, url.find('#')).find('?'); query != std::string_view::npos)
        wanted.append("?").append(parts.query);
    const bool isKept = !parts.path.starts_with("//") && !hasDotSegment(parts.path) &&
                        (isPlain(wanted) || targetOf(parsed) == wanted);
    if (isKept)
        return RequestTarget{parsed, {}};
    if (!isSendable(wanted))
        return makeError(ErrorKind::Unsupported, "UnsendablePath",
                         "The key or path \"" + percentDecode(parts.path) +
                             "\" cannot be sent: it holds bytes that are not escaped. Nothing was sent.");
    QUrl host;
    host.setScheme(parsed.scheme());
    host.setHost(parsed.host());
    host.setPort(parsed.port());
    host.setPath(QStringLiteral("/"));
    if (parts.path.empty())
        wanted.insert(0, "/");
    return RequestTarget{host, QByteArray::fromStdString(wanted)};
}

namespace {

std::string bodySize(const HttpRequest& request)
{
    return std::to_string(request.bodySource ? request.bodySource->size() : request.body.size());
}

} // namespace

void setContentLength(HttpRequest& request)
{
    const bool mayHaveBody =
        request.method != "GET" && request.method != "HEAD" && request.method != "OPTIONS";
    if (mayHaveBody && !request.headers.contains("Transfer-Encoding") &&
        !request.headers.contains("Content-Length"))
        request.headers.set("Content-Length", bodySize(request));
}

void setFraming(HttpRequest& request)
{
    request.headers.remove("Expect");
    if (!request.headers.contains("Transfer-Encoding"))
        return;
    request.headers.remove("Transfer-Encoding");
    request.headers.set("Content-Length", bodySize(request));
}

} // namespace inia
