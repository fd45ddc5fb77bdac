#pragma once

#include "core/http/httpmessage.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace inia::tests {

/// A small S3 in memory for path-style requests: lists buckets and, by ListObjectsV2, objects with prefix,
/// delimiter and continuation token, at most 1000 entries a page as S3 does. Of each object it has an older
/// version too, which is listed when it is asked for.
class FakeS3 final {
public:
    /// Keys need not be sorted.
    void addBucket(const std::string& name, std::vector<std::string> keys);
    /// `count` keys: `prefix` and a number of nine digits.
    void addNumberedBucket(const std::string& name, int count, const std::string& prefix = {});
    /// Listings of this bucket (empty: of the buckets) answer 403.
    void deny(const std::string& bucket) { m_denied.insert(bucket); }
    void allow(const std::string& bucket) { m_denied.erase(bucket); }

    [[nodiscard]] HttpResponse answer(const HttpRequest& request) const;

private:
    using Query = std::map<std::string, std::string>;
    [[nodiscard]] HttpResponse listBuckets() const;
    [[nodiscard]] HttpResponse listObjects(const std::string& bucket, const Query& query) const;
    [[nodiscard]] HttpResponse listVersions(const std::string& bucket, const Query& query) const;

    std::map<std::string, std::vector<std::string>> m_buckets;
    std::set<std::string> m_denied;
};

} // namespace inia::tests
