#pragma once

#include "core/signing/hashing.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// Signing keys by secret, day, region and service. A key lasts a day and takes four HMACs to derive, most
/// of the work of a signature; a session uses a handful. The least recently used one makes room.
class SigningKeyCache final {
public:
    explicit SigningKeyCache(std::size_t capacity = 32) : m_capacity(capacity) {}

    /// `date` is YYYYMMDD. The reference holds until the next call.
    const Sha256Digest& key(std::string_view secret, std::string_view date, std::string_view region,
                            std::string_view service);

private:
    struct Entry {
        std::string secret;
        std::string date;
        std::string region;
        std::string service;
        Sha256Digest key;
    };
    std::size_t m_capacity;
    std::vector<Entry> m_entries; ///< most recently used first
};

} // namespace inia
