#include "core/eventstream/eventmessage.h"

#include <algorithm>

namespace inia {

Timestamp timeOfMilliseconds(std::int64_t milliseconds)
{
    auto seconds = milliseconds / 1000;
    auto rest = milliseconds % 1000;
    if (rest < 0) {
        rest += 1000;
        --seconds;
    }
    return {seconds, static_cast<std::int32_t>(rest) * 1'000'000};
}

const EventHeader* EventMessage::header(std::string_view name) const
{
    const auto found = std::find_if(headers.begin(), headers.end(),
                                    [name](const EventHeader& header) { return header.name == name; });
    return found == headers.end() ? nullptr : &*found;
}

std::string_view EventMessage::text(std::string_view name) const
{
    const auto* found = header(name);
    return found && found->type == EventHeaderType::Text ? std::string_view(found->value.text())
                                                         : std::string_view();
}

void EventMessage::addText(std::string name, std::string_view value)
{
    headers.push_back({std::move(name), EventHeaderType::Text, Value(value)});
}

} // namespace inia
