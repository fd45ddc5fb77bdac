#include "core/transfer/contentrange.h"

#include <charconv>
#include <optional>

namespace inia {

namespace {

std::optional<qint64> number(std::string_view text)
{
    qint64 value = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || end.ec != std::errc() || end.ptr != text.data() + text.size() || value < 0)
        return std::nullopt;
    return value;
}

/// "bytes 0-99/1234" (RFC 9110, 14.4). The forms without a range or with an unknown size are of no use here.
std::optional<RangeAnswer> parsed(std::string_view text)
{
    constexpr std::string_view unit = "bytes ";
    const auto dash = text.find('-');
    const auto slash = text.find('/');
    if (!text.starts_with(unit) || dash == text.npos || slash == text.npos || slash < dash)
        return std::nullopt;
    const auto first = number(text.substr(unit.size(), dash - unit.size()));
    const auto last = number(text.substr(dash + 1, slash - dash - 1));
    const auto total = number(text.substr(slash + 1));
    if (!first || !last || !total || *last < *first || *last >= *total)
        return std::nullopt;
    return RangeAnswer{{*first, *last - *first + 1}, *total, {}, true};
}

Error wrongRange(const ByteRange& range, const std::string& answered)
{
    return makeError(
        ErrorKind::Parse, "BadContentRange",
        "Bytes " + std::to_string(range.offset) + " to " + std::to_string(range.offset + range.size - 1) +
            " were asked for, and the server sends " + answered + ". Nothing of it was written.");
}

} // namespace

Result<RangeAnswer> readRangeAnswer(const HttpResponse& head, const ByteRange& range, Asked asked)
{
    const std::string etag(head.headers.value("ETag"));
    if (head.status != 206) {
        if (asked == Asked::Part)
            return wrongRange(range, "the whole object");
        // Where there are chunks they count (RFC 9112, 6.3).
        const bool isChunked = equalsIgnoringCase(head.headers.value("Transfer-Encoding"), "chunked");
        const qint64 size = isChunked ? -1 : number(head.headers.value("Content-Length")).value_or(-1);
        return RangeAnswer{{0, size}, size, etag, isChunked || size >= 0};
    }
    const std::string text(head.headers.value("Content-Range"));
    auto answer = parsed(text);
    if (!answer || asked == Asked::Whole)
        return wrongRange(range, text.empty() ? "a part without saying which" : '"' + text + '"');
    const bool endsEarly = answer->range.size < range.size &&
                           answer->range.offset + answer->range.size == answer->total &&
                           asked == Asked::FirstPart;
    if (answer->range.offset != range.offset || (answer->range.size != range.size && !endsEarly))
        return wrongRange(range, '"' + text + '"');
    answer->etag = etag;
    return *answer;
}

} // namespace inia
