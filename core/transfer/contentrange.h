#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"

#include <string>

namespace inia {

/// Bytes of an object.
struct ByteRange {
    qint64 offset = 0;
    qint64 size = 0;
    friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// What a GET answers with, as its headers say.
struct RangeAnswer {
    ByteRange range;  ///< its size is -1 where the headers do not say
    qint64 total = 0; ///< size of the object, -1 likewise
    std::string etag; ///< as it came: see isSameETag()
    /// Whether the body says itself where it ends, by its length or by chunks. One that only ends with the
    /// connection looks whole wherever it breaks off.
    bool isFramed = true;
};

/// What a GET asks for.
enum class Asked {
    Whole,     ///< the object, without a range
    Part,      ///< a range of an object whose size is known
    FirstPart, ///< the beginning of an object of unknown size
};

/// Checks the answer to a GET against what was asked: bytes from elsewhere would spoil the file. boto3 checks
/// nothing where Content-Range is missing. The answer to FirstPart may be shorter, when the object ends
/// there, or the whole object with status 200, from a server that ignores ranges. Fails with kind Parse, code
/// BadContentRange.
[[nodiscard]] Result<RangeAnswer> readRangeAnswer(const HttpResponse& head, const ByteRange& range,
                                                  Asked asked);

} // namespace inia
