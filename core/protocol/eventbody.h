#pragma once

#include "core/common/result.h"
#include "core/model/unreadablevalues.h"
#include "core/model/value.h"
#include "core/protocol/shapetables.h"

#include <QtCore/QByteArray>

#include <string_view>

namespace inia {

/// What the messages of a streaming body carry in their Content-Type.
inline constexpr std::string_view eventStreamType = "application/vnd.amazon.eventstream";

/// How one protocol writes the payload of an event that is a structure.
struct EventBodyFormat {
    std::string_view protocol;
    std::string_view contentType;
    /// True when the members beside the stream come as a first message of their own and not as HTTP headers.
    bool hasInitialMessage = false;
    /// No bytes are an empty structure.
    Result<Value> (*read)(const ShapeEntry& entry, ShapeTables& tables, const QByteArray& body,
                          UnreadableValues& unreadable) = nullptr;
    Result<QByteArray> (*write)(const Shape& shape, const Value& value) = nullptr;
};

/// Null for the protocols that have no event streams (query, ec2).
[[nodiscard]] const EventBodyFormat* eventBodyFormat(std::string_view protocol);

} // namespace inia
