#include "core/transfer/prefixlisting.h"

#include <QtCore/QMetaObject>

#include <utility>

namespace inia {

namespace {

/// Directory buckets (S3 Express) list in no order and know no StartAfter.
bool isDirectoryBucket(const std::string& bucket)
{
    return bucket.ends_with("--x-s3");
}

} // namespace

PrefixListing::PrefixListing(const Client& client, std::string bucket, std::string prefix, Position from,
                             std::function<void(const Result<Page>&)> done)
    : m_bucket(std::move(bucket)),
      m_prefix(std::move(prefix)),
      m_from(std::move(from)),
      m_done(std::move(done))
{
    Value params = Value::map({{"Bucket", m_bucket}});
    if (!m_prefix.empty())
        params.insert("Prefix", m_prefix);
    if (!m_from.token.empty())
        params.insert("ContinuationToken", m_from.token);
    else if (!m_from.after.empty())
        params.insert("StartAfter", m_from.after);
    if (m_from.token.empty() && !m_from.after.empty() && isDirectoryBucket(m_bucket)) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_isCancelled)
                    return;
                Error error = problem("NoStartAfter", "comes in no order, so that it cannot be gone on with "
                                                      "after the program has ended. Download it anew");
                error.kind = ErrorKind::Unsupported;
                m_done(error);
            },
            Qt::QueuedConnection);
        return;
    }
    CallOptions options;
    options.cause = "Download folder";
    options.target = m_prefix.empty() ? m_bucket : m_prefix;
    m_reply = client.call("ListObjectsV2", std::move(params), std::move(options));
    connect(m_reply.get(), &Reply::finished, this, &PrefixListing::answered);
}

Error PrefixListing::problem(const char* code, const std::string& what) const
{
    Error error =
        makeError(ErrorKind::Parse, code, "The list of s3://" + m_bucket + '/' + m_prefix + ' ' + what + '.');
    error.operation = "ListObjectsV2";
    return error;
}

void PrefixListing::cancel()
{
    m_isCancelled = true;
    m_reply.reset();
}

void PrefixListing::answered()
{
    const Result<Value>& answer = m_reply->result();
    m_done(answer ? read(*answer) : Result<Page>(answer.error()));
}

Result<PrefixListing::Page> PrefixListing::read(const Value& answer) const
{
    Page page;
    const std::string* last = &m_from.after;
    for (const Value& object : answer["Contents"].items()) {
        const std::string& key = object["Key"].text();
        if (!last->empty() && key <= *last && !isDirectoryBucket(m_bucket))
            return problem("UnorderedList", (key == *last ? "repeats the key " + key
                                                          : "goes back from " + *last + " to " + key) +
                                                ": such a list may never end");
        last = &key;
        page.objects.push_back({key, object["Size"].toInt()});
    }
    page.isLast = !answer["IsTruncated"].toBool();
    if (page.isLast)
        return page;
    page.token = answer["NextContinuationToken"].text();
    if (!page.token.empty() && page.token == m_from.token)
        return problem("RepeatedToken", "names the same next page again and again");
    // Servers of the first version of the list know keys alone.
    if (page.token.empty() && page.objects.empty())
        return problem("MissingToken", "is not complete, but the server does not say how to go on");
    return page;
}

} // namespace inia
