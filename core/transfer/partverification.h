#pragma once

#include "core/checksum/checksumalgorithm.h"
#include "core/http/requestbody.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace inia {

/// Compares parts that a server has with what they should be, in a worker thread. Calls back in this thread,
/// unless it is destroyed before.
class PartVerification final {
public:
    struct Claim {
        int number = 0;
        std::shared_ptr<const RequestBody> body;
        ChecksumAlgorithm algorithm = ChecksumAlgorithm::Crc32;
        QByteArray digest; ///< as bytes
    };
    /// The numbers of the parts whose claims hold.
    using Callback = std::function<void(const std::vector<int>& good)>;

    PartVerification(std::vector<Claim> claims, Callback callback);
    ~PartVerification() { *m_stop = true; }
    PartVerification(const PartVerification&) = delete;
    PartVerification& operator=(const PartVerification&) = delete;

private:
    std::shared_ptr<std::atomic<bool>> m_stop = std::make_shared<std::atomic<bool>>(false);
};

} // namespace inia
