#include "core/observe/signaturediff.h"

#include "core/http/textencoding.h"
#include "core/protocol/timestamps.h"
#include "core/protocol/xmlreader.h"
#include "core/text/ascii.h"

#include <QtCore/QString>

#include <algorithm>
#include <array>

namespace inia {

namespace {

using Lines = std::vector<std::string>;
using Pairs = std::vector<std::pair<std::string, std::string>>;

Lines split(std::string_view text, char separator)
{
    Lines parts;
    std::size_t begin = 0;
    for (auto at = text.find(separator); at != std::string_view::npos; at = text.find(separator, begin)) {
        parts.emplace_back(text.substr(begin, at - begin));
        begin = at + 1;
    }
    parts.emplace_back(text.substr(begin));
    return parts;
}

std::string inQuotes(std::string_view text)
{
    return "\"" + std::string(text) + "\"";
}

// ---- what the service says --------------------------------------------------------------------------------

struct Signed {
    std::string canonicalRequest;
    std::string stringToSign;
};

/// "47 45 54" as bytes; empty when it is anything else, such as redacted.
std::string bytesOf(std::string_view hex)
{
    std::string digits;
    for (const char c : hex) {
        if (!ascii::isSpace(c))
            digits += c;
    }
    const auto bytes = QByteArray::fromHex(QByteArray::fromStdString(digits));
    const bool isHex = bytes.toHex() == QByteArray::fromStdString(ascii::lowered(digits));
    return isHex ? bytes.toStdString() : std::string();
}

/// What stands between apostrophes behind the words.
std::string quotedBehind(std::string_view text, std::string_view words)
{
    const auto at = text.find(words);
    const auto begin = at == std::string_view::npos ? at : text.find('\'', at);
    const auto end = begin == std::string_view::npos ? begin : text.find('\'', begin + 1);
    return end == std::string_view::npos ? std::string()
                                         : std::string(text.substr(begin + 1, end - begin - 1));
}

Signed toldBy(const ExchangeAttempt& attempt)
{
    Signed told;
    if (const auto document = XmlDocument::parse(attempt.response.body)) {
        const auto read = [&](const char* name, const char* inHex) {
            const std::string exact = bytesOf(xmlText(xmlChild(document->root(), inHex)));
            return exact.empty() ? xmlText(xmlChild(document->root(), name)) : exact;
        };
        told = {read("CanonicalRequest", "CanonicalRequestBytes"), read("StringToSign", "StringToSignBytes")};
    }
    const std::string& message = attempt.error->message;
    if (told.canonicalRequest.empty())
        told.canonicalRequest = quotedBehind(message, "Canonical String for this request should have been");
    if (told.stringToSign.empty())
        told.stringToSign = quotedBehind(message, "String-to-Sign should have been");
    return told;
}

// ---- its parts --------------------------------------------------------------------------------------------

/// A canonical request as the guide has it: method, path, query, headers, an empty line, their names, the
/// hash of the body.
struct Canonical {
    std::string method;
    std::string path;
    std::string query;
    Pairs headers;
    std::string signedHeaders;
    std::string payloadHash;
};

Canonical canonicalOf(const std::string& text)
{
    const Lines lines = split(text, '\n');
    const auto line = [&lines](std::size_t i) { return i < lines.size() ? lines[i] : std::string(); };
    Canonical canonical{line(0), line(1), line(2), {}, {}, {}};
    std::size_t at = 3;
    for (; at < lines.size() && !lines[at].empty(); ++at) {
        const auto colon = lines[at].find(':');
        canonical.headers.emplace_back(lines[at].substr(0, colon), colon == std::string::npos
                                                                       ? std::string()
                                                                       : lines[at].substr(colon + 1));
    }
    canonical.signedHeaders = line(at + 1);
    canonical.payloadHash = line(at + 2);
    return canonical;
}

/// "AWS4-HMAC-SHA256", time, scope, hash of the canonical request.
struct ToSign {
    std::string algorithm;
    std::string time;
    Lines scope; ///< day, region, service, "aws4_request"; without region in SigV4a
    std::string hash;
};

ToSign toSignOf(const std::string& text)
{
    Lines lines = split(text, '\n');
    lines.resize(std::max<std::size_t>(lines.size(), 4));
    return {lines[0], lines[1], split(lines[2], '/'), lines[3]};
}

// ---- verdicts ---------------------------------------------------------------------------------------------

QString composed(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))
        .normalized(QString::NormalizationForm_C);
}

std::string withoutDots(const std::string& path)
{
    Lines kept;
    for (const auto& segment : split(path, '/')) {
        if (segment == ".." && !kept.empty())
            kept.pop_back();
        else if (!segment.empty() && segment != "." && segment != "..")
            kept.push_back(segment);
    }
    std::string result;
    for (const auto& segment : kept)
        result += "/" + segment;
    return result + (path.ends_with('/') ? "/" : "");
}

std::string decodedTwice(std::string_view text)
{
    return percentDecode(percentDecode(text));
}

std::string pathVerdict(const std::string& ours, const std::string& theirs)
{
    if (percentDecode(theirs) == ours)
        return "The path was encoded once instead of twice.";
    if (percentDecode(ours) == theirs)
        return "The path was encoded twice instead of once.";
    if (withoutDots(decodedTwice(ours)) == withoutDots(decodedTwice(theirs)) &&
        decodedTwice(ours) != decodedTwice(theirs))
        return "Dot or empty segments were taken out of the path.";
    if (decodedTwice(ours) == decodedTwice(theirs))
        return "The path is the same, but spelled with other escapes.";
    if (composed(decodedTwice(ours)) == composed(decodedTwice(theirs)))
        return "The Unicode form of the path differs (NFC / NFD).";
    return "The path was changed on the way: " + inQuotes(ours) + " arrived as " + inQuotes(theirs) + ".";
}

Pairs pairsOf(const std::string& query)
{
    Pairs pairs;
    for (const auto& part : split(query, '&')) {
        const auto equals = part.find('=');
        if (!part.empty())
            pairs.emplace_back(part.substr(0, equals),
                               equals == std::string::npos ? std::string() : part.substr(equals + 1));
    }
    return pairs;
}

std::string replaced(std::string text, std::string_view what, std::string_view by)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

std::string queryVerdict(const std::string& ours, const std::string& theirs)
{
    Lines sortedOurs = split(ours, '&');
    Lines sortedTheirs = split(theirs, '&');
    std::sort(sortedOurs.begin(), sortedOurs.end());
    std::sort(sortedTheirs.begin(), sortedTheirs.end());
    if (sortedOurs == sortedTheirs)
        return "The parameters are the same, but in another order.";
    if (replaced(ours, "+", "%20") == replaced(theirs, "+", "%20"))
        return "A blank is + on one side and %20 on the other.";
    Pairs pairsOurs = pairsOf(ours);
    Pairs pairsTheirs = pairsOf(theirs);
    if (pairsOurs == pairsTheirs)
        return "A parameter without a value has no = on one side.";
    for (const auto& [name, value] : pairsOurs) {
        const auto other = std::find_if(pairsTheirs.begin(), pairsTheirs.end(),
                                        [&name = name](const auto& pair) { return pair.first == name; });
        if (other == pairsTheirs.end())
            return "The parameter " + inQuotes(name) + " was lost on the way.";
        if (other->second != value)
            return "The parameter " + inQuotes(name) + " was changed on the way.";
    }
    for (const auto& [name, value] : pairsTheirs) {
        if (std::none_of(pairsOurs.begin(), pairsOurs.end(),
                         [&name = name](const auto& pair) { return pair.first == name; }))
            return "The parameter " + inQuotes(name) + " was added on the way.";
    }
    return "A parameter was sent more or less often than signed.";
}

std::string headerVerdict(const std::string& name, const std::string& ours, const std::string& theirs)
{
    static constexpr std::array<std::string_view, 4> changedByProxies{"user-agent", "accept-encoding",
                                                                      "connection", "content-type"};
    const bool isProxy =
        std::find(changedByProxies.begin(), changedByProxies.end(), name) != changedByProxies.end() ||
        (name == "host" && ours.substr(0, ours.find(':')) == theirs.substr(0, theirs.find(':')));
    const char* what = ours.empty() ? "was added" : theirs.empty() ? "was lost" : "was changed";
    return "The header " + inQuotes(name) + " " + what + " on the way" + (isProxy ? " (proxy)." : ".");
}

std::string hashVerdict(const std::string& ours, const std::string& theirs)
{
    const auto isWord = [](const std::string& hash) {
        return hash.starts_with("UNSIGNED-PAYLOAD") || hash.starts_with("STREAMING-");
    };
    if (isWord(ours))
        return "The body was signed as " + ours + ", which is not taken here.";
    if (isWord(theirs))
        return "The body was signed by its hash, and " + theirs + " is wanted here.";
    return "The body was changed on the way.";
}

std::string agoText(std::int64_t seconds)
{
    const std::int64_t length = seconds < 0 ? -seconds : seconds;
    const std::string text = length < 120    ? std::to_string(length) + " s"
                             : length < 7200 ? std::to_string(length / 60) + " min"
                                             : std::to_string(length / 3600) + " h";
    return text + (seconds > 0 ? " behind" : " ahead");
}

std::string timeVerdict(const std::string& ours, const HttpResponse& response)
{
    const auto signedAt = parseTimestamp(ours);
    const auto theirNow = parseTimestamp(response.headers.value("date"));
    if (signedAt && theirNow && signedAt->seconds != theirNow->seconds)
        return "This computer's clock is " + agoText(theirNow->seconds - signedAt->seconds) + ".";
    return "The service has another time of the signature: x-amz-date was changed on the way, or this "
           "computer's clock is wrong.";
}

std::string scopeVerdict(const Lines& ours, const Lines& theirs, const std::string& path)
{
    const auto part = [](const Lines& lines, std::size_t i) {
        return i < lines.size() ? lines[i] : std::string();
    };
    const bool isS3 = part(theirs, 2) == "s3" && path.size() > 1;
    if (part(ours, 2) != part(theirs, 2))
        return "The signing name is wrong for this endpoint: signed for " + part(ours, 2) + ", which is " +
               part(theirs, 2) + ".";
    if (part(ours, 1) != part(theirs, 1))
        return "Signed for " + part(ours, 1) + ", " + (isS3 ? "the bucket is in " : "the service is in ") +
               part(theirs, 1) + ".";
    return "The day of the signature differs: this computer's clock may be wrong.";
}

std::string keyVerdict(const Canonical& ours)
{
    const bool hasToken = std::any_of(ours.headers.begin(), ours.headers.end(), [](const auto& header) {
        return header.first == "x-amz-security-token";
    });
    return std::string(
               "Both sides signed the same: the secret key does not belong to this key id, or was cut "
               "when it was pasted (a blank, a line end)") +
           (hasToken ? ", or the session token is that of other credentials." : ".");
}

// ---- side by side -----------------------------------------------------------------------------------------

class Comparison final {
public:
    Comparison(const ExchangeAttempt& attempt, const Signed& told)
        : m_attempt(attempt),
          m_hasCanonical(!told.canonicalRequest.empty()),
          m_hasToSign(!told.stringToSign.empty()),
          m_ours(canonicalOf(attempt.signing.canonicalRequest)),
          m_theirs(canonicalOf(told.canonicalRequest)),
          m_signedOurs(toSignOf(attempt.signing.stringToSign)),
          m_signedTheirs(toSignOf(told.stringToSign))
    {
        m_diff.isTold = m_hasCanonical || m_hasToSign;
    }

    [[nodiscard]] SignatureDiff compare()
    {
        canonical("Method", m_ours.method, m_theirs.method, [&] {
            return "A proxy or redirect changed " + m_ours.method + " into " + m_theirs.method + ".";
        });
        canonical("Path", m_ours.path, m_theirs.path,
                  [&] { return pathVerdict(m_ours.path, m_theirs.path); });
        canonical("Query", m_ours.query, m_theirs.query,
                  [&] { return queryVerdict(m_ours.query, m_theirs.query); });
        headers();
        canonical("Signed headers", m_ours.signedHeaders, m_theirs.signedHeaders,
                  [] { return std::string("Other headers were signed than the service looks at."); });
        canonical("Payload hash", m_ours.payloadHash, m_theirs.payloadHash,
                  [&] { return hashVerdict(m_ours.payloadHash, m_theirs.payloadHash); });
        stringToSign();
        if (!m_diff.isTold)
            m_diff.verdict = "The service does not say what it had. Usual reasons: the secret key does not "
                             "belong to this key id, this computer's clock is wrong, or a proxy changed the "
                             "request.";
        else if (m_diff.verdict.empty())
            m_diff.verdict = keyVerdict(m_ours);
        return std::move(m_diff);
    }

private:
    template <typename Verdict>
    void line(bool isTold, std::string part, const std::string& ours, const std::string& theirs,
              const Verdict& verdict)
    {
        const bool isSame = !isTold || ours == theirs;
        m_diff.lines.push_back({std::move(part), ours, isTold ? theirs : std::string(), isSame});
        if (!isSame && m_diff.verdict.empty())
            m_diff.verdict = verdict();
    }
    template <typename Verdict>
    void canonical(std::string part, const std::string& ours, const std::string& theirs,
                   const Verdict& verdict)
    {
        line(m_hasCanonical, std::move(part), ours, theirs, verdict);
    }

    void headers()
    {
        Pairs rest = m_theirs.headers;
        for (const auto& [name, value] : m_ours.headers) {
            const auto other = std::find_if(rest.begin(), rest.end(),
                                            [&name = name](const auto& pair) { return pair.first == name; });
            const std::string theirs = other == rest.end() ? std::string() : other->second;
            if (other != rest.end())
                rest.erase(other);
            header(name, value, theirs);
        }
        for (const auto& [name, value] : rest)
            header(name, {}, value);
    }
    void header(const std::string& name, const std::string& ours, const std::string& theirs)
    {
        canonical("Header " + name, ours, theirs, [&] { return headerVerdict(name, ours, theirs); });
    }

    void stringToSign()
    {
        const auto joined = [](const Lines& parts) {
            std::string text;
            for (const auto& part : parts)
                text += (text.empty() ? "" : "/") + part;
            return text;
        };
        const auto toSign = [this](std::string part, const std::string& ours, const std::string& theirs,
                                   const auto& verdict) {
            line(m_hasToSign, std::move(part), ours, theirs, verdict);
        };
        toSign("Algorithm", m_signedOurs.algorithm, m_signedTheirs.algorithm, [&] {
            return "Signed by " + m_signedOurs.algorithm + ", while " + m_signedTheirs.algorithm +
                   " is wanted.";
        });
        toSign("Time", m_signedOurs.time, m_signedTheirs.time,
               [&] { return timeVerdict(m_signedOurs.time, m_attempt.response); });
        toSign("Scope", joined(m_signedOurs.scope), joined(m_signedTheirs.scope),
               [&] { return scopeVerdict(m_signedOurs.scope, m_signedTheirs.scope, m_ours.path); });
        toSign("Hash of the request", m_signedOurs.hash, m_signedTheirs.hash, [] {
            return std::string("The request was changed on the way; the service does not say where.");
        });
    }

    const ExchangeAttempt& m_attempt;
    bool m_hasCanonical;
    bool m_hasToSign;
    Canonical m_ours;
    Canonical m_theirs;
    ToSign m_signedOurs;
    ToSign m_signedTheirs;
    SignatureDiff m_diff;
};

bool isAboutSignature(const Error& error)
{
    return error.code == "SignatureDoesNotMatch" || error.code == "InvalidSignatureException" ||
           error.code == "InvalidSignature";
}

} // namespace

std::size_t SignatureDiff::firstDifference() const
{
    const auto found =
        std::find_if(lines.begin(), lines.end(), [](const SignatureLine& line) { return !line.isSame; });
    return static_cast<std::size_t>(found - lines.begin());
}

std::optional<SignatureDiff> signatureDiff(const ExchangeAttempt& attempt)
{
    if (!attempt.error || !isAboutSignature(*attempt.error) || attempt.signing.stringToSign.empty())
        return std::nullopt;
    return Comparison(attempt, toldBy(attempt)).compare();
}

} // namespace inia
