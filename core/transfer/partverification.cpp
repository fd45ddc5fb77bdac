#include "core/transfer/partverification.h"

#include "core/async/background.h"
#include "core/checksum/checksum.h"

#include <utility>

namespace inia {

namespace {

bool holds(const PartVerification::Claim& claim, const std::atomic<bool>& stop)
{
    constexpr qint64 pieceSize = qint64(256) * 1024;
    const auto device = claim.body->openForDigest();
    if (!device)
        return false;
    Checksum checksum(claim.algorithm);
    QByteArray piece(pieceSize, Qt::Uninitialized);
    for (qint64 left = claim.body->size(); left > 0;) {
        const qint64 count = (*device)->read(piece.data(), std::min(left, pieceSize));
        if (stop || count <= 0)
            return false;
        checksum.update({piece.constData(), static_cast<std::size_t>(count)});
        left -= count;
    }
    return checksum.digest() == claim.digest;
}

} // namespace

PartVerification::PartVerification(std::vector<Claim> claims, Callback callback)
{
    runInBackground(
        *QThreadPool::globalInstance(),
        [stop = m_stop, claims = std::move(claims)] {
            std::vector<int> good;
            for (const auto& claim : claims) {
                if (holds(claim, *stop))
                    good.push_back(claim.number);
            }
            return good;
        },
        [stop = m_stop, callback = std::move(callback)](const std::vector<int>& good) {
            if (!*stop)
                callback(good);
        });
}

} // namespace inia
