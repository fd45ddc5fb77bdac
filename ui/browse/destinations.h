#pragma once

#include "ui/models/place.h"

#include <QtCore/QString>

#include <string>

namespace inia::ui {

class ServiceResources;

// Where a tab is: what an address of another region or account is compared with.
struct Whereabouts {
    std::string region;
    std::string account; // twelve digits; empty while unknown
};

// What people type or paste where the address stands: places of this program (placeFromInput()), ARNs, URLs
// of AWS's console and of services, ids such as i-0123456789abcdef0, names of services. Asks nobody. Fails
// (kind Parameter) with a sentence that says what was not understood, or where else that is.
[[nodiscard]] Result<Place> placeFromText(const QString& text, const ServiceResources& resources,
                                          const Whereabouts& here);

// Whether that is an address, and not words to look for.
[[nodiscard]] bool looksLikeAddress(const QString& text);

// Where the things of a type are listed: the collection of the service by that name, or of that noun; else
// the service.
[[nodiscard]] Place placeOfType(const std::string& service, const std::string& type,
                                const ServiceResources& resources);

} // namespace inia::ui
