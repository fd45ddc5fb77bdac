#include "core/sync/print.h"

#include "core/protocol/jsonwriter.h"
#include "core/protocol/timestamps.h"

#include <ostream>

namespace inia {

std::ostream& operator<<(std::ostream& out, const Value& value)
{
    if (value.isText())
        return out << value.text();
    if (value.isBlob())
        return out.write(value.blob().constData(), value.blob().size());
    if (value.isTime()) {
        if (const auto text =
                formatTimestamp(value.time(), TimestampFormat::Iso8601, FractionStyle::Shortest))
            return out << *text;
    }
    JsonStyle style;
    style.asciiOnly = false;
    return out << toJson(value, style);
}

} // namespace inia
