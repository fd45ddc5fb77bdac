#include "core/transfer/prefixlisting.h"

#include <utility>

namespace inia {

PrefixListing::PrefixListing(const Client& client, const std::string& bucket, const std::string& prefix,
                             const std::string& after, std::function<void(const Result<Page>&)> done)
    : m_done(std::move(done))
{
    Value params = Value::map({{"Bucket", bucket}});
    if (!prefix.empty())
        params.insert("Prefix", prefix);
    if (!after.empty())
        params.insert("StartAfter", after);
    CallOptions options;
    options.cause = "Download folder";
    options.target = prefix.empty() ? bucket : prefix;
    m_reply = client.call("ListObjectsV2", std::move(params), std::move(options));
    connect(m_reply.get(), &Reply::finished, this, &PrefixListing::answered);
}

void PrefixListing::answered()
{
    const Result<Value>& answer = m_reply->result();
    if (!answer) {
        m_done(answer.error());
        return;
    }
    Page page;
    for (const Value& object : (*answer)["Contents"].items())
        page.objects.push_back({object["Key"].text(), object["Size"].toInt()});
    // A page without keys cannot be followed by another: there is no key to go on after.
    page.isLast = !(*answer)["IsTruncated"].toBool() || page.objects.empty();
    m_done(page);
}

} // namespace inia
