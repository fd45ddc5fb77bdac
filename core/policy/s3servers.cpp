#include "core/policy/s3servers.h"

#include "core/common/redaction.h"
#include "core/model/servicemodel.h"
#include "core/text/ascii.h"

#include <algorithm>
#include <utility>

namespace inia {

namespace {

constexpr std::string_view unnamed = "other";

/// "*" at the beginning or the end stands for anything.
bool fits(std::string_view pattern, std::string_view text)
{
    if (pattern.starts_with('*'))
        return text.ends_with(pattern.substr(1));
    if (pattern.ends_with('*'))
        return text.starts_with(pattern.substr(0, pattern.size() - 1));
    return text == pattern;
}

std::string_view kindBy(const Document& table, std::string_view list, std::string_view text)
{
    for (const auto& [kind, row] : table.root()["kinds"].members()) {
        for (const auto& pattern : row[list].items()) {
            if (fits(pattern.text(), text))
                return kind;
        }
    }
    return {};
}

/// "no: CreateBucket" is "no" and "CreateBucket".
std::pair<std::string_view, std::string_view> split(std::string_view entry)
{
    const auto colon = std::min(entry.find(':'), entry.size());
    return {entry.substr(0, colon), ascii::trimmed(entry.substr(std::min(colon + 1, entry.size())))};
}

S3Servers::Offer offerOf(std::string_view entry)
{
    const auto answer = split(entry).first;
    if (answer == "yes")
        return S3Servers::Offer::Yes;
    return answer == "ignored-conditions" ? S3Servers::Offer::IgnoresConditions : S3Servers::Offer::No;
}

/// Of an entry that ignores conditions: those it names, or all of them.
bool heeds(std::string_view entry, std::string_view condition)
{
    std::string_view ignored = split(entry).second;
    bool isIgnored = ignored.empty();
    while (!ignored.empty()) {
        const auto end = std::min(ignored.find(' '), ignored.size());
        isIgnored = isIgnored || ignored.substr(0, end) == condition;
        ignored.remove_prefix(std::min(end + 1, ignored.size()));
    }
    return !isIgnored;
}

/// "?tagging" of "/{Bucket}?tagging"; empty where nothing behind the path tells the operation.
std::string_view subresourceOf(const OperationModel& operation)
{
    auto uri = operation.requestUri();
    uri.remove_prefix(std::min(uri.find('?'), uri.size()));
    return uri.substr(0, uri.find_first_of("&="));
}

/// The operation whose request is the same without what stands behind the question mark.
std::string_view plainOperation(const OperationModel& operation)
{
    const bool isOfObject = operation.requestUri().find("{Key+}") != std::string_view::npos;
    if (subresourceOf(operation).empty())
        return {};
    if (operation.httpMethod() == "PUT")
        return isOfObject ? "PutObject" : "CreateBucket";
    if (operation.httpMethod() == "DELETE")
        return isOfObject ? "DeleteObject" : "DeleteBucket";
    return {};
}

/// With its port, without user and password.
std::string_view hostOf(std::string_view url)
{
    const auto scheme = url.find("://");
    url.remove_prefix(scheme == std::string_view::npos ? 0 : scheme + 3);
    url = url.substr(0, url.find_first_of("/?#"));
    const auto user = url.rfind('@');
    return user == std::string_view::npos ? url : url.substr(user + 1);
}

std::string_view harmOf(std::string_view operation)
{
    static constexpr std::pair<std::string_view, std::string_view> harms[]{
        {"PutObject", ", which replaces what is in the object"},
        {"DeleteObject", ", which deletes the object"},
        {"DeleteBucket", ", which deletes the bucket if it is empty"},
        {"CreateBucket", ", which makes a bucket where there is none"},
        {"UploadPart", ", which stores an empty part"},
        {"GetObject", ", which answers with the object itself"},
    };
    const auto* found = std::find_if(std::begin(harms), std::end(harms),
                                     [operation](const auto& harm) { return harm.first == operation; });
    return found == std::end(harms) ? std::string_view() : found->second;
}

} // namespace

std::vector<std::string> S3Servers::kinds() const
{
    std::vector<std::string> names;
    for (const auto& [kind, row] : m_table->root()["kinds"].members())
        names.emplace_back(kind);
    return names;
}

std::string_view S3Servers::nameOf(std::string_view kind) const
{
    return m_table->root()["kinds"][kind]["name"].text();
}

std::string_view S3Servers::kindOfHost(std::string_view host) const
{
    // Patterns are of hosts, but for those with a port in them.
    const auto lowered = ascii::lowered(host);
    const auto kind = kindBy(*m_table, "hosts", lowered);
    return kind.empty() ? kindBy(*m_table, "hosts", std::string_view(lowered).substr(0, lowered.rfind(':')))
                        : kind;
}

std::string_view S3Servers::kindOfServer(std::string_view header) const
{
    return kindBy(*m_table, "server", ascii::trimmed(header));
}

bool S3Servers::judges(const OperationModel& operation) const
{
    const auto method = operation.httpMethod();
    if (method != "GET" && method != "HEAD")
        return true;
    for (const auto& name : m_table->root()["unprovenReads"].items()) {
        if (name.text() == operation.name())
            return true;
    }
    return false;
}

std::string_view S3Servers::entry(std::string_view kind, std::string_view operation) const
{
    const auto kinds = m_table->root()["kinds"];
    const auto own = kinds[kind]["operations"][operation];
    return own ? own.text() : kinds[unnamed]["operations"][operation].text();
}

S3Servers::Offer S3Servers::offer(std::string_view kind, const OperationModel& operation) const
{
    if (m_table->root()["kinds"][kind]["everything"].toBool() || !judges(operation))
        return Offer::Yes;
    return offerOf(entry(kind, operation.name()));
}

bool S3Servers::honours(std::string_view kind, const OperationModel& operation,
                        std::string_view condition) const
{
    const auto offered = offer(kind, operation);
    if (offered != Offer::IgnoresConditions)
        return offered == Offer::Yes;
    return heeds(entry(kind, operation.name()), condition);
}

std::string_view S3Servers::inPlaceOf(std::string_view kind, const OperationModel& operation) const
{
    const auto told = split(entry(kind, operation.name())).second;
    return told.empty() ? plainOperation(operation) : told;
}

ServerGate::ServerGate(S3Servers servers, std::string endpointUrl, std::string kind, bool isClosed)
    : m_servers(std::move(servers)),
      m_endpointUrl(std::move(endpointUrl)),
      m_kind(unnamed),
      m_isClosed(isClosed)
{
    if (!kind.empty()) {
        m_kind = std::move(kind);
        m_source = Source::Setting;
    } else if (m_endpointUrl.empty()) {
        m_kind = "aws";
        m_source = Source::Rules;
    } else if (const auto known = m_servers.kindOfHost(hostOf(m_endpointUrl)); !known.empty()) {
        m_kind = known;
        m_source = Source::Host;
    }
}

S3Servers::Offer ServerGate::offer(const OperationModel& operation) const
{
    const auto found = m_findings.find(operation.name());
    return found == m_findings.end() ? m_servers.offer(m_kind, operation) : offerOf(found->second);
}

bool ServerGate::honours(const OperationModel& operation, std::string_view condition) const
{
    const auto found = m_findings.find(operation.name());
    if (found == m_findings.end())
        return m_servers.honours(m_kind, operation, condition);
    const auto offered = offerOf(found->second);
    return offered == S3Servers::Offer::Yes ||
           (offered == S3Servers::Offer::IgnoresConditions && heeds(found->second, condition));
}

void ServerGate::learn(std::string_view serverHeader)
{
    if (m_source != Source::Nothing)
        return;
    m_hasAnswered = true;
    if (const auto kind = m_servers.kindOfServer(serverHeader); !kind.empty()) {
        m_kind = kind;
        m_source = Source::Answer;
    }
}

bool ServerGate::hasToAsk(const OperationModel& operation) const
{
    return m_isClosed && m_source == Source::Nothing && !m_hasAnswered &&
           offer(operation) == S3Servers::Offer::No;
}

Result<void> ServerGate::check(const OperationModel& operation) const
{
    return m_isClosed ? judge(operation) : Result<void>();
}

Result<void> ServerGate::judge(const OperationModel& operation) const
{
    if (offer(operation) != S3Servers::Offer::No)
        return {};
    const std::string name(operation.name());
    const std::string subresource(subresourceOf(operation));
    const auto found = m_findings.find(operation.name());
    const std::string place(found == m_findings.end() ? m_servers.inPlaceOf(m_kind, operation)
                                                      : split(found->second).second);
    const bool isTold = m_kind != unnamed || found != m_findings.end();
    std::string message = (isTold ? std::string(m_servers.nameOf(m_kind)) : std::string("The server")) +
                          (m_endpointUrl.empty() ? std::string() : " at " + redactUrl(m_endpointUrl)) +
                          (isTold ? " does not offer " : ", whose kind is not known, may not offer ") + name;
    if (place == "refused")
        message += " and would refuse it";
    else if (place == "nothing")
        message += ": it would say that it was done and do nothing";
    else if (!place.empty())
        message += ": " + std::string(isTold ? "it would pass" : "servers that do not know it pass") +
                   " over " + (subresource.empty() ? std::string("what sets it apart") : subresource) +
                   " and take it for " + place + std::string(harmOf(place));
    message += ". Nothing was sent. If it is another server, name it in the profile: inia_server = ";
    std::string all;
    for (const auto& kind : m_servers.kinds()) {
        if (kind != m_kind && kind != unnamed)
            all += (all.empty() ? "" : ", ") + kind;
    }
    return makeError(ErrorKind::Parameter, std::string(notOfferedByServer), message + all + ".");
}

} // namespace inia
