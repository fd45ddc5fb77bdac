#pragma once

#include <QtCore/QtGlobal>

namespace inia {

/// How transfers are cut up. The defaults are those of boto3's TransferConfig; sizes are bytes.
struct TransferConfig {
    /// From this size on an object goes in parts.
    qint64 multipartThreshold = qint64(8) * 1024 * 1024;
    /// Made larger by itself where the object would need more than 10,000 parts; at least 5 MiB when sent.
    qint64 partSize = qint64(8) * 1024 * 1024;
    /// Calls at the same time, over all transfers that share a TransferSlots.
    int maxConcurrency = 10;
    /// Times one range of a download is asked for.
    int downloadAttempts = 5;
    /// Bytes a second over all transfers that share a BandwidthLimit; 0 for no limit.
    qint64 maxBandwidth = 0;
};

} // namespace inia
