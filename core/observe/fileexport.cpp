#include "core/observe/fileexport.h"

#include "core/async/background.h"
#include "core/common/localpath.h"
#include "core/common/redaction.h"
#include "core/http/textencoding.h"
#include "core/protocol/errorparser.h"
#include "core/protocol/jsonwriter.h"
#include "core/text/ascii.h"

#include <QtCore/QDateTime>
#include <QtCore/QFile>
#include <QtCore/QIODevice>
#include <QtCore/QPointer>
#include <QtCore/QSaveFile>
#include <QtCore/QString>

#include <algorithm>
#include <chrono>
#include <map>

namespace inia {

namespace {

ExportedBody exported(const ExchangeCall& call, const QByteArray& bytes, bool isUnreadable)
{
    ExportedBody body;
    if (bytes.isEmpty())
        return body;
    if (call.effect == Effect::Reveal)
        body.leftOut = "the call reveals secrets";
    else if (isUnreadable)
        body.leftOut = "it could not be read";
    if (!body.leftOut.empty())
        return body;
    body.isText = QString::fromUtf8(bytes).toUtf8() == bytes;
    body.bytes = body.isText ? QByteArray::fromStdString(redactText(bytes.toStdString())) : bytes;
    body.isRewritten =
        body.isText && body.bytes.contains(QByteArray(redactedText.data(), qsizetype(redactedText.size())));
    return body;
}

} // namespace

ExportedBody exportedRequestBody(const ExchangeCall& call, const ExchangeAttempt& attempt)
{
    return exported(call, attempt.request.body, false);
}

ExportedBody exportedAnswerBody(const ExchangeCall& call, const ExchangeAttempt& attempt)
{
    const bool isUnreadable = attempt.error && (attempt.error->kind == ErrorKind::Parse ||
                                                attempt.error->kind == ErrorKind::Checksum);
    auto body = exported(call, attempt.response.body, isUnreadable);
    if (attempt.response.isBodyElsewhere)
        body.leftOut = "it was handed on as it came";
    return body;
}

namespace {

Result<void> cannotWrite(const QSaveFile& file)
{
    return makeError(ErrorKind::Configuration, "CannotWrite",
                     "Cannot write " + file.fileName().toStdString() + ": " +
                         file.errorString().toStdString());
}

Result<void> writeWhole(const QString& path, const FileExport::Write& write, const std::atomic<bool>& stop)
{
    QSaveFile file(path);
    if (!openPrivate(file))
        return cannotWrite(file);
    if (auto written = write(file, stop); !written)
        return written;
    return file.commit() ? Result<void>() : cannotWrite(file);
}

} // namespace

FileExport::FileExport(QString path, Write write) : m_path(std::move(path)), m_write(std::move(write)) {}

void FileExport::start()
{
    runInOwnThread([path = m_path, write = m_write, stop = m_stop] { return writeWhole(path, write, *stop); },
                   [self = QPointer<FileExport>(this)](Result<void> result) {
                       if (self && !self->isFinished())
                           self->finish(std::move(result));
                   });
}

void FileExport::cancel()
{
    if (isFinished())
        return;
    *m_stop = true;
    finish(makeError(ErrorKind::Cancelled, "Cancelled", "Writing the file was given up"));
}

void FileExport::finish(Result<void> result)
{
    m_result = std::move(result);
    end();
}

Result<void> writeFileNow(const QString& path, const FileExport::Write& write)
{
    const std::atomic<bool> never = false;
    return writeWhole(path, write, never);
}

namespace {

constexpr std::size_t longestHarBody = 1024 * 1024;
constexpr std::size_t accountDigits = 12;

std::string isoMilliseconds(std::chrono::system_clock::time_point time)
{
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
}

/// Account ids by the number that stands for each.
class AccountMask final {
public:
    explicit AccountMask(bool isOn) : m_isOn(isOn) {}

    [[nodiscard]] std::string masked(std::string_view text)
    {
        std::string result(text);
        if (!m_isOn)
            return result;
        for (std::size_t at = 0; at + accountDigits <= result.size();) {
            std::size_t end = at;
            while (end < result.size() && ascii::isDigit(result[end]))
                ++end;
            const bool isAlone = (at == 0 || !ascii::isLetterOrDigit(result[at - 1])) &&
                                 (end == result.size() || !ascii::isLetterOrDigit(result[end]));
            if (end - at == accountDigits && isAlone)
                result.replace(at, accountDigits, numberOf(result.substr(at, accountDigits)));
            at = end + 1;
        }
        return result;
    }

private:
    [[nodiscard]] const std::string& numberOf(const std::string& account)
    {
        auto& number = m_numbers[account];
        if (number.empty()) {
            number = std::to_string(m_numbers.size());
            number.insert(0, accountDigits - number.size(), '0');
        }
        return number;
    }

    bool m_isOn;
    std::map<std::string, std::string> m_numbers;
};

struct HarBody {
    std::string text;
    bool isBase64 = false;
    bool isRewritten = false;
    std::string comment;
};

class HarWriter final {
public:
    HarWriter(const HarOptions& options, QIODevice& device, const std::atomic<bool>& stop)
        : m_options(options),
          m_device(device),
          m_stop(stop),
          m_json(JsonStyle{",", ":", 0, false}),
          m_accounts(options.hidesAccounts)
    {
    }

    [[nodiscard]] Result<void> write(const std::vector<std::shared_ptr<const ExchangeCall>>& calls)
    {
        struct Entry {
            const ExchangeCall* call;
            const ExchangeAttempt* attempt;
        };
        std::vector<Entry> entries;
        for (const auto& call : calls) {
            for (const auto& attempt : call->attempts)
                entries.push_back({call.get(), &attempt});
        }
        std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
            return a.attempt->started < b.attempt->started;
        });
        for (const auto& entry : entries)
            m_pages.try_emplace(causeOf(*entry.call), entry.attempt->started);
        m_json.beginMap();
        m_json.key("log");
        m_json.beginMap();
        head();
        m_json.key("entries");
        m_json.beginList();
        for (const auto& entry : entries) {
            this->entry(*entry.call, *entry.attempt);
            if (m_stop)
                return makeError(ErrorKind::Cancelled, "Cancelled", "Writing the HAR was given up");
            if (!flush())
                break;
        }
        m_json.endList();
        m_json.endMap();
        m_json.endMap();
        if (!flush())
            return makeError(ErrorKind::Configuration, "CannotWrite",
                             "The HAR cannot be written: " + m_device.errorString().toStdString());
        return {};
    }

private:
    /// What the user did, in one session.
    using Cause = std::pair<std::string, std::string>;
    [[nodiscard]] static Cause causeOf(const ExchangeCall& call)
    {
        return {call.profile, call.cause.empty() ? call.operation : call.cause};
    }
    [[nodiscard]] std::string pageId(const Cause& cause) const
    {
        return "page_" + std::to_string(std::distance(m_pages.begin(), m_pages.find(cause)) + 1);
    }
    [[nodiscard]] bool flush()
    {
        const std::string text = m_json.take();
        return m_device.write(text.data(), static_cast<qint64>(text.size())) ==
               static_cast<qint64>(text.size());
    }

    void member(std::string_view name, std::string_view text)
    {
        m_json.key(name);
        m_json.text(m_accounts.masked(text));
    }
    void member(std::string_view name, std::int64_t number)
    {
        m_json.key(name);
        m_json.integer(number);
    }
    void emptyList(std::string_view name)
    {
        m_json.key(name);
        m_json.beginList();
        m_json.endList();
    }

    void head()
    {
        member("version", "1.2");
        m_json.key("creator");
        m_json.beginMap();
        member("name", m_options.program);
        member("version", INIA_VERSION);
        m_json.endMap();
        m_json.key("pages");
        m_json.beginList();
        for (const auto& [cause, started] : m_pages) {
            m_json.beginMap();
            member("startedDateTime", isoMilliseconds(started));
            member("id", pageId(cause));
            member("title", redactText(cause.second));
            m_json.key("pageTimings");
            m_json.beginMap();
            m_json.endMap();
            m_json.endMap();
        }
        m_json.endList();
    }

    void entry(const ExchangeCall& call, const ExchangeAttempt& attempt)
    {
        m_json.beginMap();
        member("pageref", pageId(causeOf(call)));
        member("startedDateTime", isoMilliseconds(attempt.started));
        timings(attempt.timing);
        m_json.key("request");
        request(call, attempt);
        m_json.key("response");
        response(call, attempt);
        m_json.key("cache");
        m_json.beginMap();
        m_json.endMap();
        ours(call, attempt);
        m_json.endMap();
    }

    void timings(const TransportTiming& timing)
    {
        const auto between = [](TransportTiming::Duration from, TransportTiming::Duration to) {
            return to.count() < 0 ? -1.0
                                  : static_cast<double>(std::max<qint64>(
                                        0, (to - std::max(from, TransportTiming::Duration(0))).count())) /
                                        1000;
        };
        using Duration = TransportTiming::Duration;
        const Duration begun = std::max(timing.handedOver, timing.secured);
        const double receive = timing.firstByte.count() < 0 ? -1 : between(timing.firstByte, timing.done);
        // Qt does not tell names, connections and TLS apart: all of it is "connect".
        const std::pair<const char*, double> phases[] = {
            {"blocked", between(Duration(0), timing.handedOver)},
            {"dns", -1},
            {"connect", between(timing.handedOver, timing.secured)},
            {"ssl", -1},
            {"send", between(begun, timing.sent)},
            {"wait", between(timing.sent, timing.firstByte)},
            {"receive", receive}};
        double all = 0;
        for (const auto& [name, length] : phases)
            all += std::max(0.0, length);
        m_json.key("time");
        m_json.number(all);
        m_json.key("timings");
        m_json.beginMap();
        for (const auto& [name, length] : phases) {
            m_json.key(name);
            m_json.number(length);
        }
        m_json.endMap();
    }

    void headers(const HttpHeaders& headers)
    {
        m_json.key("headers");
        m_json.beginList();
        for (const auto& [name, value] : headers) {
            m_json.beginMap();
            member("name", name);
            member("value", redactHeaderValue(name, value));
            m_json.endMap();
        }
        m_json.endList();
    }

    void query(std::string_view url)
    {
        m_json.key("queryString");
        m_json.beginList();
        std::string_view rest = splitUrl(url).query;
        while (!rest.empty()) {
            const auto end = rest.find('&');
            const auto pair = rest.substr(0, end);
            rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
            const auto equals = pair.find('=');
            const std::string name = percentDecode(pair.substr(0, equals));
            const std::string value = equals == std::string_view::npos
                                          ? std::string()
                                          : redactText(percentDecode(pair.substr(equals + 1)));
            m_json.beginMap();
            member("name", name);
            member("value", isSecretQueryParameter(name) ? std::string(redactedText) : value);
            m_json.endMap();
        }
        m_json.endList();
    }

    [[nodiscard]] static HarBody harBody(const ExportedBody& exported)
    {
        HarBody body;
        body.isBase64 = !exported.isText;
        body.isRewritten = exported.isRewritten;
        if (!exported.leftOut.empty())
            body.comment = "left out: " + exported.leftOut;
        const std::string whole = exported.bytes.toStdString();
        std::size_t length = std::min(whole.size(), longestHarBody);
        while (exported.isText && length < whole.size() && length > 0 && (whole[length] & 0xC0) == 0x80)
            --length; // not inside a character
        if (length < whole.size())
            body.comment =
                "cut at " + std::to_string(length) + " of " + std::to_string(whole.size()) + " bytes";
        body.text = whole.substr(0, length);
        if (body.isBase64)
            body.text = QByteArray::fromStdString(body.text).toBase64().toStdString();
        return body;
    }

    void request(const ExchangeCall& call, const ExchangeAttempt& attempt)
    {
        const HttpRequest& request = attempt.request;
        const std::string url = redactUrl(request.url);
        m_json.beginMap();
        member("method", request.method);
        member("url", url);
        member("httpVersion", "HTTP/1.1");
        emptyList("cookies");
        headers(request.headers);
        query(url);
        if (!request.body.isEmpty()) {
            const HarBody body = harBody(exportedRequestBody(call, attempt));
            m_json.key("postData");
            m_json.beginMap();
            member("mimeType", request.headers.value("content-type"));
            member("text", body.isBase64 ? std::string_view() : std::string_view(body.text));
            if (body.isBase64) {
                m_json.key("_base64");
                m_json.text(body.text);
            }
            about(body);
            m_json.endMap();
        }
        member("headersSize", -1);
        member("bodySize", onTheWire(request.headers, request.body));
        m_json.endMap();
    }

    void response(const ExchangeCall& call, const ExchangeAttempt& attempt)
    {
        const HttpResponse& response = attempt.response;
        const HarBody body = harBody(exportedAnswerBody(call, attempt));
        const std::int64_t wire = response.status == 0 ? -1 : onTheWire(response.headers, response.body);
        m_json.beginMap();
        member("status", response.status);
        member("statusText", response.status == 200 ? std::string_view("OK") : httpReason(response.status));
        member("httpVersion", "HTTP/1.1");
        emptyList("cookies");
        headers(response.headers);
        m_json.key("content");
        m_json.beginMap();
        member("size", response.body.size());
        if (response.headers.contains("content-encoding") && wire >= 0)
            member("compression", response.body.size() - wire);
        member("mimeType", response.headers.value("content-type"));
        if (body.isBase64) {
            m_json.key("text");
            m_json.text(body.text);
            member("encoding", "base64");
        } else if (!body.text.empty()) {
            member("text", body.text);
        }
        about(body);
        m_json.endMap();
        member("redirectURL", redactUrl(response.headers.value("location")));
        member("headersSize", -1);
        member("bodySize", wire);
        if (attempt.error)
            member("comment", redactText(attempt.error->message));
        m_json.endMap();
    }

    void about(const HarBody& body)
    {
        if (body.isRewritten) {
            m_json.key("_rewritten");
            m_json.boolean(true);
        }
        if (!body.comment.empty())
            member("comment", body.comment);
    }

    [[nodiscard]] static std::int64_t onTheWire(const HttpHeaders& headers, const QByteArray& body)
    {
        const auto length = headers.value("content-length");
        const bool isNumber = !length.empty() && length.size() < 16 &&
                              std::all_of(length.begin(), length.end(), ascii::isDigit);
        return isNumber ? std::stoll(std::string(length)) : body.size();
    }

    void ours(const ExchangeCall& call, const ExchangeAttempt& attempt)
    {
        m_json.key("_inia");
        m_json.beginMap();
        member("call", static_cast<std::int64_t>(call.id));
        member("attempt", attempt.number);
        if (call.page > 0)
            member("page", call.page);
        if (call.part > 0)
            member("part", call.part);
        member("service", call.service);
        member("operation", call.operation);
        member("region", call.region);
        member("cause", redactText(call.cause));
        member("reason", redactText(attempt.reason));
        member("requestId", requestIdOf(attempt.response));
        member("scope", attempt.signing.credentialScope);
        member("signedHeaders", signedHeadersIn(attempt.request.headers.value("authorization")));
        m_json.endMap();
    }

    [[nodiscard]] static std::string_view signedHeadersIn(std::string_view authorization)
    {
        constexpr std::string_view mark = "SignedHeaders=";
        const auto at = authorization.find(mark);
        if (at == std::string_view::npos)
            return {};
        const auto names = authorization.substr(at + mark.size());
        return names.substr(0, names.find(','));
    }

    const HarOptions& m_options;
    QIODevice& m_device;
    const std::atomic<bool>& m_stop;
    JsonWriter m_json;
    AccountMask m_accounts;
    std::map<Cause, std::chrono::system_clock::time_point> m_pages;
};

} // namespace

Result<void> writeHar(const std::vector<std::shared_ptr<const ExchangeCall>>& calls,
                      const HarOptions& options, QIODevice& device, const std::atomic<bool>& stop)
{
    return HarWriter(options, device, stop).write(calls);
}

} // namespace inia
