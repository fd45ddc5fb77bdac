#include "core/call/preparedrequest.h"

#include "core/async/background.h"
#include "core/checksum/checksum.h"
#include "core/http/httpmessage.h"
#include "core/quirks/servicequirks.h"

#include <algorithm>
#include <optional>

namespace inia {

namespace {

constexpr char treeHashHeader[] = "x-amz-sha256-tree-hash";
constexpr char contentHashHeader[] = "x-amz-content-sha256";
constexpr std::string_view checksumPrefix = "x-amz-checksum-";

bool isBlank(const HttpHeaders& headers, std::string_view name)
{
    return !name.empty() && headers.contains(name) && headers.value(name).empty();
}

/// Signatures before Version 4 do not cover bodies like these.
bool signsBody(const SigningContext& signing)
{
    const bool isSigV4 = signing.scheme == SigningScheme::SigV4 || signing.scheme == SigningScheme::SigV4a;
    return isSigV4 && !signing.unsignedPayload && !signing.payloadHash;
}

bool needsSha256(const PreparedRequest& prepared)
{
    return signsBody(prepared.signing) || isBlank(prepared.request.headers, contentHashHeader);
}

/// What is computed of one body at the same time.
class Digests final {
public:
    explicit Digests(const PreparedRequest& prepared)
    {
        const auto& headers = prepared.request.headers;
        if (isBlank(headers, prepared.checksumHeader))
            m_checksum.emplace(checksumByName(prepared.checksumHeader.substr(checksumPrefix.size())).value());
        if (needsSha256(prepared))
            m_sha256.emplace(ChecksumAlgorithm::Sha256);
        if (isBlank(headers, treeHashHeader))
            m_tree.emplace();
    }

    void update(std::string_view bytes)
    {
        if (m_checksum)
            m_checksum->update(bytes);
        if (m_sha256)
            m_sha256->update(bytes);
        if (m_tree)
            m_tree->update(bytes);
    }

    void putInto(PreparedRequest& prepared) const
    {
        auto& headers = prepared.request.headers;
        if (m_checksum)
            headers.set(prepared.checksumHeader, m_checksum->base64());
        if (m_tree)
            headers.set(treeHashHeader, m_tree->hex());
        if (!m_sha256)
            return;
        const auto hash = m_sha256->digest().toHex().toStdString();
        if (isBlank(headers, contentHashHeader))
            headers.set(contentHashHeader, hash);
        if (signsBody(prepared.signing))
            prepared.signing.payloadHash = hash;
    }

private:
    std::optional<Checksum> m_checksum;
    std::optional<Checksum> m_sha256;
    std::optional<TreeHash> m_tree;
};

} // namespace

bool lacksDigests(const PreparedRequest& prepared)
{
    const auto& headers = prepared.request.headers;
    return prepared.request.bodySource && (isBlank(headers, prepared.checksumHeader) ||
                                           needsSha256(prepared) || isBlank(headers, treeHashHeader));
}

Result<PreparedRequest> withDigests(PreparedRequest prepared, const std::atomic<bool>& stop)
{
    constexpr qint64 pieceSize = qint64(256) * 1024;
    auto device = prepared.request.bodySource->openForDigest();
    if (!device)
        return device.error();
    Digests digests(prepared);
    qint64 left = prepared.request.bodySource->size();
    QByteArray piece(std::min(left, pieceSize), Qt::Uninitialized);
    while (left > 0) {
        const qint64 count = (*device)->read(piece.data(), std::min(left, pieceSize));
        if (stop)
            return makeError(ErrorKind::Cancelled, "Cancelled", "the body is not wanted any more");
        if (count <= 0)
            return makeError(ErrorKind::Parameter, "UnreadableBody",
                             "the body cannot be read for its checksum: " +
                                 (*device)->errorString().toStdString() + ". Nothing was sent.");
        digests.update({piece.constData(), static_cast<std::size_t>(count)});
        left -= count;
    }
    digests.putInto(prepared);
    return prepared;
}

BodyDigests::BodyDigests(PreparedRequest prepared, Callback callback)
{
    runInBackground(
        *QThreadPool::globalInstance(),
        [stop = m_stop, prepared = std::move(prepared)]() mutable {
            return withDigests(std::move(prepared), *stop);
        },
        [stop = m_stop, callback = std::move(callback)](Result<PreparedRequest> outcome) {
            if (!*stop)
                callback(std::move(outcome));
        });
}

} // namespace inia
