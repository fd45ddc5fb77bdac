#pragma once

#include "core/common/result.h"
#include "core/resource/collection.h"

#include <QtCore/QString>

#include <string>
#include <string_view>

namespace inia {

/// A place in S3: a bucket and what the keys there begin with. Bytes as in the key, nothing decoded.
struct S3Location {
    std::string bucket; ///< empty: the list of buckets
    std::string prefix;

    /// From "s3://bucket/prefix", "s3://bucket", "s3://", "arn:aws:s3:::bucket/prefix" or a bare
    /// "bucket/prefix". Fails (kind Parameter) with a sentence for the user.
    [[nodiscard]] static Result<S3Location> parse(std::string_view text);
    [[nodiscard]] static Result<S3Location> parse(const QString& text);

    /// "s3://bucket/prefix". The uri of a place is the beginning of the uris of all places in it.
    [[nodiscard]] std::string uri() const;
    /// The prefix up to its last "/": the folder that is listed to find what the prefix names.
    [[nodiscard]] std::string folder() const;
    /// One level up: "logs/2026/" -> "logs/" -> the bucket -> the list of buckets.
    [[nodiscard]] S3Location parent() const;
    /// The last part of the prefix with its "/", else the bucket: what the place is called among its
    /// siblings.
    [[nodiscard]] std::string lastPart() const;

    friend bool operator==(const S3Location&, const S3Location&) = default;
};

/// The collection that lists what is directly below a prefix of a bucket: objects and, as CommonPrefixes,
/// the prefixes up to the next "/". Asks by ListObjectsV2, as AWS recommends. `startsWith` narrows the
/// listing to names that begin with it; the service does the filtering.
[[nodiscard]] Result<Collection> objectsBelow(const Resource& bucket, const std::string& prefix,
                                              const std::string& startsWith = {});

} // namespace inia
