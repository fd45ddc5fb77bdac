#include "core/transfer/partverification.h"

#include "core/checksum/checksum.h"

#include <QtCore/QMetaObject>
#include <QtCore/QObject>
#include <QtCore/QThreadPool>

#include <utility>

namespace inia {

namespace {

bool holds(const PartVerification::Claim& claim, const std::atomic<bool>& stop)
{
    constexpr qint64 pieceSize = 256 * 1024;
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
    // As in responseparsing.cpp: what the worker posts to belongs to the message itself.
    auto mailbox = std::make_shared<QObject>();
    QThreadPool::globalInstance()->start(
        [mailbox, stop = m_stop, claims = std::move(claims), callback = std::move(callback)]() mutable {
            std::vector<int> good;
            for (const auto& claim : claims) {
                if (holds(claim, *stop))
                    good.push_back(claim.number);
            }
            QObject* receiver = mailbox.get();
            QMetaObject::invokeMethod(
                receiver,
                [mailbox = std::move(mailbox), stop = std::move(stop), callback = std::move(callback),
                 good = std::move(good)] {
                    if (!*stop)
                        callback(good);
                },
                Qt::QueuedConnection);
        });
}

} // namespace inia
